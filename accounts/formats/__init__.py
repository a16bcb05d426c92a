"""How dates are written, by language; one that is not here has Django's own formats.

For the setting `FORMAT_MODULE_PATH`.
"""
