"""The people of the demonstration: who can sign in, and as what."""

PASSWORD = "exampleton-demo"  # noqa: S105 - the demonstration's, shown on its first page
WHO = {
    "applicant@example.org": "Ada Applicant, who lets houses and applies for licences",
    "officer@example.org": "Olu Officer, housing officer of Exampleton; weighs suitability",
    "officer2@example.org": "Bea Bookings, housing officer of Exampleton",
    "manager@example.org": "Mina Manager, team manager of Exampleton",
    "fire@example.org": "Fay Fire, fire officer of Exampleshire Fire and Rescue",
    "policy@example.org": "Pat Policy, policy officer of Exampleton",
    "admin@example.org": "Ari Admin, administrator of Exampleton",
    "fireadmin@example.org": "Finn Firth, administrator of Exampleshire Fire and Rescue",
}
