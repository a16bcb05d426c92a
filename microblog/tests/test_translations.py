"""In whose language pages, dates, mails and error pages are, and that Spanish is complete."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone, translation
from django.utils.html import strip_tags
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts import letters, services
from accounts.models import SecurityEvent, User
from accounts.origins import Origin, device_of
from accounts.tests.factories import UserFactory
from accounts.tests.helpers import prove, work_off
from microblog.tests.test_markup import FOR_ALL, FOR_MEMBERS, FOR_VISITORS
from notifications.models import Kind, Way
from notifications.services import choose
from posts.models import Tally
from posts.services import like
from posts.templatetags.posts import reposters
from posts.tests.factories import PostFactory

pytestmark = pytest.mark.django_db
SPANISH = {"accept-language": "es-MX,es;q=0.9,en;q=0.8"}


@pytest.fixture(autouse=True)
def _language_of_its_own() -> Iterator[None]:
    """A request leaves its language behind in the thread, for the next one to replace."""
    with translation.override(None):
        yield


@pytest.fixture
def spaniard(client: Client) -> User:
    """A member who chose Spanish, signed in on `client` with an English browser."""
    user = UserFactory.create(username="lucia", language="es")
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return user


def test_every_language_on_offer_has_a_catalogue() -> None:
    catalogues = (settings.BASE_DIR / "locale").glob("*/LC_MESSAGES/django.mo")
    translated = {translation.to_language(path.parts[-3]) for path in catalogues}

    assert translated | {settings.LANGUAGE_CODE} == set(dict(settings.LANGUAGES))


def test_visitors_read_in_their_browsers_language(client: Client) -> None:
    spanish = client.get("/login/", headers=SPANISH)
    english = client.get("/login/")

    assert '<html lang="es" dir="ltr">' in spanish.text
    assert "Entrar</h1>" in spanish.text
    assert spanish.headers["Content-Language"] == "es"
    assert '<html lang="en" dir="ltr">' in english.text
    assert english.headers["Content-Language"] == "en"
    for page in (spanish, english):
        assert "accept-language" in page.headers["Vary"].lower()


def test_a_language_that_we_do_not_have_is_english(client: Client) -> None:
    page = client.get("/login/", headers={"accept-language": "eo, fy;q=0.5"})

    assert '<html lang="en" dir="ltr">' in page.text
    assert "Sign in</h1>" in page.text


def test_what_a_member_chose_goes_before_their_browser(client: Client, spaniard: User) -> None:
    page = client.get("/settings/account/")

    assert '<html lang="es" dir="ltr">' in page.text
    assert page.headers["Content-Language"] == "es"
    assert '<option value="es" selected>Español</option>' in page.text

    services.set_preferences(
        spaniard,
        language="",
        time_zone="",
        theme="",
        describes_pictures=False,
        uses_shortcuts=True,
    )
    assert '<html lang="en" dir="ltr">' in client.get("/settings/account/").text


def test_a_refused_form_says_so_in_spanish(client: Client) -> None:
    typed = {"username": "a", "email": "ada@example", "password1": "zq9!", "password2": "y"}

    page = client.post("/register/", typed, headers=SPANISH)

    assert page.status_code == 422
    assert page.context["form"].errors == {
        "username": ["Usa al menos 3 caracteres."],
        "email": ["Introduzca una dirección de correo electrónico válida."],
        "password1": [
            "La contraseña es demasiado corta. Debe contener por lo menos 8 caracteres.",
        ],
        "password2": ["Las dos contraseñas no coinciden."],
    }


@pytest.mark.parametrize(
    ("age", "text"),
    [
        (timedelta(seconds=5), "ahora mismo"),
        (timedelta(minutes=1), "hace 1 minuto"),
        (timedelta(minutes=2), "hace 2 minutos"),
        (timedelta(days=3), "hace 3 días"),
        (timedelta(days=40), "20 ene 2026"),
    ],
)
def test_moments_read_as_a_spaniard_says_them(
    client: Client, spaniard: User, age: timedelta, text: str
) -> None:
    with time_machine.travel("2026-03-01T12:00Z", tick=False):
        User.objects.update(last_seen=timezone.now() - age, date_joined=timezone.now())

        page = client.get("/settings/data/").text

    assert f">{text}</time>; se muestra a todo el mundo." in page
    assert 'title="1 de marzo de 2026, 12:00 UTC" data-ago>ahora mismo</time>' in page


@pytest.mark.parametrize(("minutes", "text"), [(1, "1 minuto."), (2, "2 minutos.")])
def test_plurals_are_those_of_the_language(minutes: int, text: str) -> None:
    with translation.override("es"):
        page = render_to_string("accounts/throttled.html", {"minutes": minutes})

    assert f"Vuelve a probar en {text}" in page


@pytest.mark.urls("microblog.tests.test_error_pages")
@pytest.mark.parametrize(
    ("path", "status", "heading"),
    [
        ("/reject/", 400, "No hemos entendido la petición"),
        ("/admin/login/", 403, "No tienes permiso para eso"),
        ("/nothing/", 404, "Aquí no hay nada"),
        ("/logout/", 405, "Así no funciona"),
        ("/break/", 500, "Algo falló por nuestra parte"),
    ],
)
def test_error_pages_are_translated(
    client: Client, spaniard: User, path: str, status: int, heading: str
) -> None:
    client.raise_request_exception = False

    page = client.get(path)

    assert page.status_code == status
    assert f"<h1>{heading}</h1>" in page.text
    assert '<html lang="es" dir="ltr"' in page.text


def test_a_403_says_why_in_spanish(client: Client, spaniard: User) -> None:
    assert "Esta página es solo para el equipo del sitio." in client.get("/admin/login/").text


def test_an_error_page_for_a_visitor_is_in_their_browsers_language(client: Client) -> None:
    wrong = client.get("/", headers=SPANISH | {"host": "evil.example"})

    assert wrong.status_code == 400
    assert "<h1>No hemos entendido la petición</h1>" in wrong.text


def test_a_letter_is_in_its_readers_language_whoever_asked_for_it(
    client: Client, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    UserFactory.create(username="lucia", email="lucia@example.org", language="es")

    client.post("/password-reset/", {"email": "lucia@example.org"})
    work_off()

    (mail,) = mailoutbox
    assert mail.subject == "Microblog: Elige una contraseña nueva"
    assert "Hola, lucia:" in str(mail.body)
    assert "durante 60 minutos" in str(mail.body)
    html = str(mail.alternatives[0][0])
    assert '<html lang="es" dir="ltr">' in html
    assert ">Elige una contraseña nueva</a>" in html


@pytest.mark.parametrize("letter", letters.LETTERS)
def test_who_chose_no_language_gets_letters_in_the_sites(letter: str) -> None:
    user = UserFactory.create(username="ada", pending_email="new@example.org")
    if letter == "goodbye":
        services.leave_for_good(user)

    with translation.override("es"):  # of somebody else's request
        message = letters.compose(letter, user)

    assert message
    assert "Hello ada," in str(message.body)
    assert '<html lang="en" dir="ltr">' in str(message.alternatives[0][0])


def test_staff_read_the_admin_in_their_language(client: Client, spaniard: User) -> None:
    User.objects.filter(pk=spaniard.pk).update(is_staff=True, is_superuser=True)

    page = client.get("/admin/accounts/user/")

    assert page.status_code == 200
    assert "Equipo de Microblog" in page.text
    assert "Desactivar: ocultar sus cuentas" in page.text
    assert "Última visita" in page.text
    assert "Seleccione publicación" in client.get("/admin/posts/post/").text


def test_a_device_is_told_in_the_language_of_who_reads_it(
    client: Client, spaniard: User
) -> None:
    linux = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    services.record(spaniard, SecurityEvent.Kind.SIGNED_IN, Origin(device=device_of(linux)))
    prove(client)

    page = client.get("/settings/security/")

    assert "Iniciaste sesión <time" in page.text
    assert "Firefox en Linux" in page.text


@pytest.mark.parametrize("path", FOR_ALL + FOR_MEMBERS)
def test_every_page_of_a_member_is_there_in_spanish(
    client: Client, spaniard: User, path: str
) -> None:
    prove(client)
    post = PostFactory.create(author=spaniard)

    page = client.get(path.format(name=spaniard.username, post=post.pk))

    assert page.status_code == (404 if path == "/nothing/" else 200)
    assert '<html lang="es" dir="ltr">' in page.text
    assert "Ir al contenido</a>" in page.text


@pytest.mark.parametrize("path", FOR_ALL + FOR_VISITORS)
def test_every_page_of_a_visitor_is_there_in_spanish(client: Client, path: str) -> None:
    post = PostFactory.create()

    page = client.get(path.format(name=post.author.username, post=post.pk), headers=SPANISH)

    assert page.status_code == (404 if path == "/nothing/" else 200)
    assert '<html lang="es" dir="ltr">' in page.text
    assert page.headers["Content-Language"] == "es"


def test_a_page_kept_in_one_language_is_not_taken_for_the_other(client: Client) -> None:
    english = client.get("/")
    asked = {"if-none-match": english.headers["ETag"]}

    spanish = client.get("/", headers=SPANISH | asked)

    assert client.get("/", headers=asked).status_code == 304
    assert spanish.status_code == 200
    assert spanish.headers["Cache-Control"] == "public, no-cache"
    assert not spanish.cookies


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "<strong>0</strong> publicaciones"),
        (1, "<strong>1</strong> publicación"),
        (2, "<strong>2</strong> publicaciones"),
        (12_345, "<strong>12\xa0345</strong> publicaciones"),
    ],
)
def test_counts_are_worded_and_grouped_as_in_spanish(
    client: Client, count: int, text: str
) -> None:
    user = UserFactory.create(username="ada")
    Tally.objects.update_or_create(user=user, defaults={"posts": count})

    page = client.get("/@ada/", headers=SPANISH)

    assert text in page.text


@pytest.mark.parametrize(
    ("others", "text"),
    [
        (0, "Repost de @fan_0"),
        (1, "Repost de @fan_0 y @fan_1"),
        (2, "Repost de @fan_0 y 2 personas más"),
    ],
)
def test_who_reposted_is_a_sentence_of_its_language(others: int, text: str) -> None:
    fans = [User(username=f"fan_{number}") for number in range(others + 1)]

    with translation.override("es"):
        drawn = reposters(fans, None)

    assert strip_tags(drawn) == text


def test_a_refused_post_says_so_in_spanish(client: Client, spaniard: User) -> None:
    page = client.post("/posts/", {"body": "x" * 501})

    assert page.context["form"].errors["body"] == [
        "Usa 500 caracteres como máximo; esto tiene 501."
    ]


def test_how_many_posts_are_new_is_told_in_spanish(client: Client, spaniard: User) -> None:
    assert client.get("/new/?after=0").json() == {"text": ""}

    PostFactory.create(author=spaniard)
    assert client.get("/new/?after=0").json() == {"text": "1 publicación nueva"}

    PostFactory.create(author=spaniard)
    assert client.get("/new/?after=0").json() == {"text": "2 publicaciones nuevas"}


def test_a_refusal_of_a_service_is_in_the_language_of_who_asked(
    client: Client, spaniard: User
) -> None:
    page = client.post("/@lucia/follow/")

    assert page.status_code == 403
    assert "No puedes seguirte a ti." in page.text


@pytest.mark.parametrize(
    ("fans", "text"),
    [
        (1, "A fan_0 le gustó tu publicación"),
        (2, "A fan_1 y fan_0 les gustó tu publicación"),
        (3, "A fan_2 y 2 personas más les gustó tu publicación"),
    ],
)
def test_what_happened_is_a_sentence_of_its_language(
    client: Client,
    spaniard: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    fans: int,
    text: str,
) -> None:
    post = PostFactory.create(author=spaniard)
    for number in range(fans):
        with django_capture_on_commit_callbacks(execute=True):
            like(post, by=UserFactory.create(username=f"fan_{number}"))

    page = client.get("/notifications/")

    assert text in " ".join(strip_tags(page.text).split())


def test_a_letter_about_an_english_members_deed_is_spanish_for_a_spaniard(
    client: Client,
    mailoutbox: list[EmailMultiAlternatives],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    lucia = UserFactory.create(
        username="lucia", language="es", email_verified_at=timezone.now()
    )
    choose(lucia, {Kind.FOLLOW: Way.EMAIL})
    client.force_login(UserFactory.create(username="ada", language="en"))

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/@lucia/follow/")
    work_off()

    (mail,) = mailoutbox
    assert mail.subject == "Microblog: ada te sigue"
    assert "Hola, lucia:\n\n@ada te sigue.\n" in str(mail.body)
    assert '<html lang="es" dir="ltr">' in str(mail.alternatives[0][0])
