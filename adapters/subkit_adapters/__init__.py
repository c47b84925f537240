"""The providers that come with subkit, each a plug-in like anyone's."""
