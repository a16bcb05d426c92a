from django.urls import path, register_converter

from accounts.converters import UsernameConverter
from posts.views import feeds, people, posts, timelines

register_converter(UsernameConverter, "username")

app_name = "posts"
urlpatterns = [
    path("", timelines.home, name="home"),
    path("explore/", timelines.explore, name="explore"),
    path("tags/<str:name>/", timelines.tag, name="tag"),
    path("tags/<str:name>/feed.atom", feeds.tag_feed, name="tag_feed"),
    path("posts/", posts.compose, name="compose"),
    path("posts/<int:post_id>/delete/", posts.delete, name="delete"),
    path("@<username:username>/", people.profile, name="profile"),
    path("@<username:username>/feed.atom", feeds.person_feed, name="person_feed"),
    path("@<username:username>/followers/", people.followers, name="followers"),
    path("@<username:username>/following/", people.following, name="following"),
    path("@<username:username>/follow/", people.follow, name="follow"),
    path("@<username:username>/unfollow/", people.unfollow, name="unfollow"),
    path("@<username:username>/<int:post_id>/", posts.show, name="post"),
]
