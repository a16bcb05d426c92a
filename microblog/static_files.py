"""Where static files are found, under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, but a file that was not collected goes by its plain name.

    A site on which `collectstatic` was forgotten is slower then; with WhiteNoise's own it
    would answer every request with 500.
    """

    def stored_name(self, name: str) -> str:
        try:
            stored: str = super().stored_name(name)
        except ValueError:
            return name
        return stored
