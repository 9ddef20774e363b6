__import__("os").path.dirname(__import__("os").path.dirname(__import__("os").path.abspath(__file__)))
