"""How members want to be told."""

from typing import Any

from django import forms

from accounts.models import User
from notifications import services
from notifications.models import Kind, Preference, Way


class PreferencesForm(forms.Form):
    """A choice for each kind of notification."""

    kept_days = services.KEPT.days

    def __init__(self, member: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        chosen = Preference.objects.of(member)
        for kind in Kind:
            self.fields[kind] = forms.ChoiceField(
                label=kind.label, choices=Way.choices, initial=chosen[kind]
            )

    def save(self) -> None:
        typed = self.cleaned_data
        services.choose(self.member, {kind: Way(typed[kind]) for kind in Kind})
