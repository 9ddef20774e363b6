(path self | path dirname | path dirname)
