"""A subclass of venv.EnvBuilder that runs a tool and shows what it says."""
import subprocess
import threading
import venv


class Builder(venv.EnvBuilder):
    def __init__(self, *args, **kwargs):
        self.progress = kwargs.pop("progress", None)
        super().__init__(*args, **kwargs)

    def post_setup(self, context):
        child = subprocess.Popen([context.env_exe, "-c", "print('set up')"],
                                 stdout=subprocess.PIPE)
        thread = threading.Thread(target=self.read, args=(child.stdout,))
        thread.start()
        if child.wait() != 0:
            raise RuntimeError("the tool failed")
        thread.join()

    def read(self, stream):
        with stream:
            for line in stream:
                self.progress(line, "stdout")
