"""Who uses the service: accounts, the councils and fire authorities they act for, and in which role."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac


class Accounts(BaseUserManager["Account"]):
    """Makes accounts, which are known by their address of mail."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Account(AbstractUser):
    """One person who signs in. Every session from before `sessions_ended` last grew has ended."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    sessions_ended = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Accounts()  # type: ignore[assignment,misc]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must hold to be this account's still: of the password, and of how often its sessions were ended."""
        salt = "fanlight.casework.Account.session"
        return salted_hmac(salt, f"{self.password}:{self.sessions_ended}", secret=secret, algorithm="sha256").hexdigest()


class FireAuthority(models.Model):
    """A fire and rescue authority: another organisation, with its own duties and its own people."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    address = models.TextField(blank=True)
    email = models.EmailField(blank=True)


class Council(models.Model):
    """A local housing authority. `last_event` and `last_digest` are the end of the chain of its record.

    `register_names` is its rule on the names of people in the register that it puts on the web. `schemes_from` is the day from which
    all its licensing schemes are entered here; without one, others may be in force.
    """

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    address = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    web = models.CharField(max_length=200, blank=True)
    team = models.CharField(max_length=200, default="Private sector housing")
    tribunal_address = models.TextField(blank=True)
    tribunal_email = models.EmailField(blank=True)
    colour = models.CharField(max_length=7, default="#1d70b8")
    text_colour = models.CharField(max_length=7, default="#ffffff")
    is_invented = models.BooleanField(default=False)
    register_names = models.CharField(max_length=20, default="organisations")
    fire_authority = models.ForeignKey(FireAuthority, null=True, blank=True, on_delete=models.PROTECT, related_name="councils")
    schemes_from = models.DateField(null=True, blank=True)
    last_event = models.PositiveIntegerField(default=0)
    last_digest = models.CharField(max_length=64, blank=True)


class Adoption(models.Model):
    """From which day a council applies an edition, who decided so, when and by which notice. `loaded` is one it loaded itself.

    `because` says why it begins before the day it was entered. One that has not begun may be withdrawn, and counts no more.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="adoptions")
    edition = models.CharField(max_length=100)
    from_on = models.DateField()
    decided_by = models.CharField(max_length=200)
    decided_on = models.DateField()
    notice = models.CharField(max_length=300, blank=True)
    loaded = models.ForeignKey("EditionLoaded", null=True, blank=True, on_delete=models.PROTECT, related_name="adoptions")
    because = models.TextField(blank=True)
    by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "from_on"], condition=Q(withdrawn_at__isnull=True), name="one_adoption_a_day")
        ]


class Membership(models.Model):
    """The role in which somebody acts for a council or for a fire authority."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    council = models.ForeignKey(Council, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships")
    fire_authority = models.ForeignKey(FireAuthority, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40)
    weighs_suitability = models.BooleanField(default=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(council__isnull=False, fire_authority__isnull=True) | Q(council__isnull=True, fire_authority__isnull=False),
                name="a_membership_is_of_one_organisation",
            )
        ]


class LetterText(models.Model):
    """A council's own words for one section of one letter, from an instant on; the latest counts. Never changed.

    An empty heading leaves the one that came with Fanlight; `is_shipped` goes back to its words altogether.
    """

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="letter_texts")
    kind = models.CharField(max_length=80)
    section = models.CharField(max_length=80)
    heading = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)
    is_shipped = models.BooleanField(default=False)
    by = models.ForeignKey(Account, on_delete=models.PROTECT)
    at = models.DateTimeField()
