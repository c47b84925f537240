"""What a Verbit job may be given, beside its media."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from subkit.errors import OptionError
from subkit_adapters import spoken

LONGEST_FINISH = 900
"""The most seconds of ``finish_in``, by https://verbit.readme.io/reference/post_job-perform-transcription."""

MODES = ("standard", "rush")


class VerbitOptions(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The fields of Verbit's calls, by their own names where those are printed in its pages.

    Attributes:
        profile: the name of one of the account's profiles: what is done, and what it costs. Needed, unless the account
            has but one.
        language: of what is spoken, RFC 5646, e.g. ``en-US``; the profile's if empty.
        dictionary: terms; a text is sent as it is, as the pages have it, a list as a list, as a client in the wild does.
        permissions: tags; who has none of them does not see the job.
        labels: labels.
        job_metadata: more fields, flat, as the profile's schema wants them.
        translation_profile: the profile of the translation.
        translation_processing_mode: ``standard`` or ``rush``.
        translation_languages: languages to translate to, RFC 5646.
        customer_id: of a user who signs in by OAuth for several customers.
        fields: whatever else the call job/new is to hold.
        parts: more files or addresses, joined to the media in this order; the profile has to allow it.
        backup_records: files or addresses of other recordings of the same; the profile has to allow it.
        notes: files or addresses of documents that help the transcribers.
        transcription: one's own transcript as text or SRT, or its address; the profile has to allow it.
        transcription_file: the same from a file.
        asset_names_job: send the job's id with each file or address that is registered; whether Verbit wants it there
            is not documented.
        callback: the address that is called when the job ends.
        callback_field: what the callback is called in the call that starts the job. The pages do not print it:
            ``callback_url`` is what the API that Verbit's follows calls it.
        options: more for the call that starts the job; what it may hold is not documented.
        finish_in: in the sandbox, how long the job takes, 0 to 900 s; without it, for ever.
        finish_with_error: in the sandbox, with `finish_in`: the job fails.
        result_language: which translation to fetch; the language that was spoken if empty.

    Raises:
        OptionError: one of them says what none can say.
    """

    profile: str = ""
    language: str = ""
    dictionary: str | tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    job_metadata: dict[str, str | int | float | bool | None] = {}
    translation_profile: str = ""
    translation_processing_mode: str = ""
    translation_languages: tuple[str, ...] = ()
    customer_id: str = ""
    fields: dict[str, Any] = {}
    parts: tuple[str, ...] = ()
    backup_records: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    transcription: str = ""
    transcription_file: str = ""
    asset_names_job: bool = False
    callback: str = ""
    callback_field: str = "callback_url"
    options: dict[str, Any] = {}
    finish_in: int | None = None
    finish_with_error: bool = False
    result_language: str = ""

    def __post_init__(self) -> None:
        """Refuse what none of the calls takes, before anything is wished for, let alone paid."""
        force_setattr(self, "language", spoken.tag(self.language, "language"))
        force_setattr(self, "result_language", spoken.tag(self.result_language, "result_language"))
        wanted = tuple(spoken.tag(one, "translation_languages") for one in self.translation_languages)
        force_setattr(self, "translation_languages", wanted)
        if self.result_language and self.result_language not in {self.language, *wanted}:
            raise OptionError("result_language", "is none of translation_languages, so there will be none")
        if self.translation_processing_mode not in {"", *MODES}:
            raise OptionError("translation_processing_mode", f"is one of {', '.join(MODES)}")
        if self.finish_in is not None and not 0 <= self.finish_in <= LONGEST_FINISH:
            raise OptionError("finish_in", f"is 0 to {LONGEST_FINISH} s")
        if self.finish_with_error and self.finish_in is None:
            raise OptionError("finish_with_error", "needs finish_in")
        if any(isinstance(value, dict | list | tuple) for value in self.job_metadata.values()):
            raise OptionError("job_metadata", "is flat: no lists and objects in it")
        if self.transcription and self.transcription_file:
            raise OptionError("transcription_file", "stands beside transcription: give one of them")

    def addresses(self) -> tuple[str, ...]:
        """What among the options may be an address that Verbit is handed."""
        return (*self.parts, *self.backup_records, *self.notes, self.transcription, self.callback)

    def essence(self) -> VerbitOptions:
        """The options that the transcript depends on."""
        return replace(self, callback="", callback_field="callback_url", asset_names_job=False)

    def spoken(self) -> str:
        """The language of the transcript, as far as it was said: the transcript itself does not tell."""
        return self.result_language or self.language

    def new_job(self, profile: str, name: str, external_id: str) -> dict[str, Any]:
        """The body of job/new; what is empty is left out."""
        given = {
            "profile": profile,
            "job_name": name,
            "external_id": external_id,
            "language": self.language,
            "dynamic_dictionary": self.dictionary,
            "permissions": self.permissions,
            "labels": self.labels,
            "job_metadata": self.job_metadata,
            "translation_profile": self.translation_profile,
            "translation_processing_mode": self.translation_processing_mode,
            "translation_languages": self.translation_languages,
            "customer_id": self.customer_id,
        }
        return {**{name: value for name, value in given.items() if value}, **self.fields}

    def start(self) -> dict[str, Any]:
        """The body of the call that starts the job; what is empty is left out."""
        body: dict[str, Any] = {self.callback_field: self.callback} if self.callback else {}
        if self.options:
            body["options"] = self.options
        if self.finish_in is not None:
            body["finish_in"] = self.finish_in
        if self.finish_with_error:
            body["finish_with_error"] = True
        return body
