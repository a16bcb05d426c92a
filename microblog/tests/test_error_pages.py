import pytest
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.tests.factories import UserFactory
from posts.models import Post


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


def reject(request: HttpRequest) -> HttpResponse:
    raise BadRequest("bad on purpose")


handler500 = "microblog.errors.server_error"
urlpatterns = [
    path("break/", break_down),
    path("reject/", reject),
    path("", include("microblog.urls")),
]
with_broken_pages = override_settings(ROOT_URLCONF=__name__)


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@with_broken_pages
def test_500_needs_no_database_and_names_the_request(client: Client) -> None:
    """No `db` fixture here: any query would be an error."""
    response = client.get("/break/")

    assert response.status_code == 500
    page = response.content.decode()
    assert "Something broke on our side" in page
    assert f"<code>{response.headers['X-Request-ID']}</code>" in page
    assert '<html lang="en" dir="ltr">' in page
    assert 'href="/static/css/site.css"' in page


@with_broken_pages
def test_400(client: Client) -> None:
    response = client.get("/reject/")

    assert response.status_code == 400
    assert "That did not make sense" in response.content.decode()


def test_a_wrong_host_gets_a_400_in_the_sites_look(client: Client) -> None:
    response = client.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "/static/css/site.css" in response.content.decode()


@pytest.mark.django_db
def test_a_body_too_large_to_read_is_a_400(client: Client) -> None:
    response = client.post("/login/", {"username": "x" * 11_000_000})

    assert response.status_code == 400


@pytest.mark.django_db
def test_404_is_in_the_sites_look(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/nothing/")

    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()


@pytest.mark.django_db
def test_403_says_why_in_the_sites_look(client: Client) -> None:
    client.force_login(UserFactory.create())

    response = client.get("/admin/", follow=True)

    assert response.status_code == 403
    page = response.content.decode()
    assert "This page is for staff." in page
    assert "/static/css/site.css" in page


@pytest.mark.parametrize("method", ["get", "delete", "put"])
@pytest.mark.django_db
def test_a_wrong_method_is_a_405(client: Client, method: str) -> None:
    response = getattr(client, method)("/logout/")

    assert response.status_code == 405
    page = response.content.decode()
    assert "It does not work this way" in page
    assert response.headers["Content-Length"] == str(len(response.content))
    assert "/static/css/site.css" in page


@pytest.fixture
def strict(db: None) -> Client:
    """A signed-in client on which CSRF tokens are checked, as in life."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory.create(username="ada"))
    client.get("/")
    return client


def test_a_stale_token_gives_back_what_was_typed_to_send_again(strict: Client) -> None:
    typed = {"csrfmiddlewaretoken": "x" * 64, "body": "A <long> story", "next": "/explore/"}

    response = strict.post("/posts/", typed, headers={"origin": "http://testserver"})

    assert response.status_code == 403
    page = response.content.decode()
    assert "This form was out of date" in page
    assert "A &lt;long&gt; story</textarea>" in page
    assert not Post.objects.exists()

    token = response.context["csrf_token"]
    strict.post("/posts/", typed | {"csrfmiddlewaretoken": str(token)})
    assert Post.objects.get().body == "A <long> story"


def test_what_nobody_typed_stays_hidden(strict: Client) -> None:
    typed = {"csrfmiddlewaretoken": "x" * 64, "body": "Story", "quote_of": "7", "version": "1"}

    page = strict.post("/posts/", typed, headers={"origin": "http://testserver"}).content

    assert b'<input type="hidden" name="quote_of" value="7">' in page
    assert b'<input type="hidden" name="version" value="1">' in page
    assert page.count(b"<textarea") == 1


def test_a_stale_token_never_gives_back_a_password(strict: Client) -> None:
    typed = {"csrfmiddlewaretoken": "x" * 64, "username": "ada", "password": "my secret"}

    page = strict.post("/login/", typed, headers={"origin": "http://testserver"})

    assert b"my secret" not in page.content
    assert b'name="password"' in page.content


def test_a_referer_serves_where_a_browser_sends_no_origin(strict: Client) -> None:
    referer = {"referer": "http://testserver/"}

    page = strict.post("/posts/", {"body": "A long story"}, headers=referer)

    assert b"A long story</textarea>" in page.content


def test_a_stale_registration_asks_for_both_passwords_anew(strict: Client) -> None:
    typed = {"username": "grace", "password1": "my secret", "password2": "my secret"}

    page = strict.post("/register/", typed, headers={"origin": "http://testserver"})

    assert b"my secret" not in page.content
    assert page.content.count(b'type="password"') == 2


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"referer": "https://evil.example/"}, {}]
)
def test_what_another_site_sent_is_not_repeated(
    strict: Client, headers: dict[str, str]
) -> None:
    response = strict.post("/posts/", {"body": "Buy this"}, headers=headers)

    assert response.status_code == 403
    assert b"Buy this" not in response.content


@pytest.mark.parametrize("path", ["/posts/", "/login/", "/register/", "/@ada/follow/"])
def test_every_door_checks_the_token(strict: Client, path: str) -> None:
    assert strict.post(path, {}).status_code == 403
    assert User.objects.count() == 1
