extensions = ["guides_ext"]
