"""Every exception of subkit, so that a caller can catch one thing or everything.

::

    SubkitError
    ├── InputError(source, reason)            a file that cannot be read, or is not what it should be
    ├── OutputError(target, reason)           a file that cannot be written
    ├── PayloadError(path, expected, found)   a provider's result that breaks its contract
    ├── RecognitionError(source, claimants)   no adapter, or more than one, knows the payload
    ├── FormatError(file, line, reason)       a caption file that breaks its format
    ├── ProfileError(profile, reason)         a profile that contradicts itself
    ├── UnknownNameError(kind, name, known)   no adapter, format, profile or language of that name
    ├── AdapterError(name, reason)            an installed adapter that cannot be used
    ├── ConfigError(source, reason)           a configuration file or variable that says what none can say
    ├── OptionError(option, reason)           an option of a provider's jobs that says what none can say
    ├── AddressError(address, reason)         an address that may not be called, or handed on
    ├── ScorerError(name, reason)             a break scorer that cannot be used
    │   └── ScoringError                      it can, but gave no usable scores
    ├── ToolMissingError(tool)                ffmpeg or ffprobe is needed and not installed
    ├── ToolError(tool, source, reason)       a program that failed on a file
    │   ├── ToolKilledError(…, signal)        it was ended from outside
    │   └── ToolTimeoutError(…, seconds)      it got no further, and was ended
    ├── BudgetError(media, reason)            media that may not be started within the limit on minutes
    ├── StoreError(path, reason)              a store of jobs that cannot be used
    └── OnlineError                           .provider .job_id .request_id .raw .retryable
        ├── CredentialsError(provider, reason)    a provider's token or key that is missing or cannot be one
        ├── ProviderError(call, status, reason)   a provider that refuses a call, or answers what it never should
        ├── UnreachableError(call, reason, sent)  a call that got no answer
        ├── DeadlineError(seconds)                work that is not done in the time it was given
        └── JobError(job)                         a provider's job that has no result
            ├── JobUnfinishedError                it still runs
            ├── JobTimeoutError                   it did not finish in the time it was given
            ├── JobUnknownError                   whether it was started cannot be known
            ├── JobFailedError                    it ended without a result
            └── ResultGoneError                   the provider has removed the result

Errors carry data as arguments and make their sentence in ``__str__``: they can be pickled, compared and translated.
"""

from __future__ import annotations

from subkit.errors.local import (
    AdapterError,
    ConfigError,
    FormatError,
    InputError,
    OutputError,
    PayloadError,
    ProfileError,
    RecognitionError,
    ScorerError,
    ScoringError,
    SubkitError,
    ToolError,
    ToolKilledError,
    ToolMissingError,
    ToolTimeoutError,
    UnknownNameError,
)
from subkit.errors.online import (
    AddressError,
    BudgetError,
    CredentialsError,
    DeadlineError,
    JobError,
    JobFailedError,
    JobTimeoutError,
    JobUnfinishedError,
    JobUnknownError,
    OnlineError,
    OptionError,
    ProviderError,
    ResultGoneError,
    StoreError,
    UnreachableError,
)

__all__ = [
    "AdapterError",
    "AddressError",
    "BudgetError",
    "ConfigError",
    "CredentialsError",
    "DeadlineError",
    "FormatError",
    "InputError",
    "JobError",
    "JobFailedError",
    "JobTimeoutError",
    "JobUnfinishedError",
    "JobUnknownError",
    "OnlineError",
    "OptionError",
    "OutputError",
    "PayloadError",
    "ProfileError",
    "ProviderError",
    "RecognitionError",
    "ResultGoneError",
    "ScorerError",
    "ScoringError",
    "StoreError",
    "SubkitError",
    "ToolError",
    "ToolKilledError",
    "ToolMissingError",
    "ToolTimeoutError",
    "UnknownNameError",
    "UnreachableError",
]

for _name in __all__:
    # Tracebacks and pickles name the place where callers find them.
    globals()[_name].__module__ = __name__
