LOGOS = {}
