from django.urls import path, register_converter

from accounts.converters import UsernameConverter
from posts.views import people, posts, search, timelines

register_converter(UsernameConverter, "username")

app_name = "posts"
urlpatterns = [
    path("", timelines.home, name="home"),
    path("explore/", timelines.explore, name="explore"),
    path("search/", search.search, name="search"),
    path("search/names/", search.names, name="search_names"),
    path("tags/<str:name>/", timelines.tag, name="tag"),
    path("posts/", posts.compose, name="compose"),
    path("posts/<int:post_id>/delete/", posts.delete, name="delete"),
    path("@<username:username>/", people.profile, name="profile"),
    path("@<username:username>/followers/", people.followers, name="followers"),
    path("@<username:username>/following/", people.following, name="following"),
    path("@<username:username>/follow/", people.follow, name="follow"),
    path("@<username:username>/unfollow/", people.unfollow, name="unfollow"),
    path("@<username:username>/<int:post_id>/", posts.show, name="post"),
]
