"""Signing in with a password, and out."""

from typing import Any

from django.contrib.auth.views import LoginView, LogoutView

from webapp.pages.forms import SignInForm


class SignIn(LoginView):
    template_name = "pages/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_invalid(self, form: Any) -> Any:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


sign_in = SignIn.as_view()
sign_out = LogoutView.as_view()
