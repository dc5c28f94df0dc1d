"""A small labelled set of our own: invented affairs over several days, each day told apart.

Several affairs share a name, a place or a subject, and some stories stand alone.
"""

from __future__ import annotations

# ruff: noqa: E501 - a report a line
# Affair to its days: how many days after the first, title, first sentences.
AFFAIRS = {
    "breach": (
        (0, "Hospital group Orrin takes systems offline after Kestrel ransomware attack", "Ransomware of the Kestrel gang hit four Orrin hospitals; patients are sent elsewhere."),
        (3, "Kestrel gang publishes patient records stolen from Orrin hospitals", "The ransomware gang put 90,000 patient records of the Orrin group online after its deadline."),
        (9, "Orrin hospitals restore systems two weeks after Kestrel ransomware", "The hospital group says that patient records stolen by the Kestrel gang cannot be brought back."),
    ),
    "pricing": (
        (0, "Northwind to end seat prices for its service agents", "Customers of Northwind will pay for each resolved case instead of a seat."),
        (2, "Customers protest against Northwind's price for each resolved case", "Service desks fear that paying Northwind for each resolved case instead of a seat costs them double."),
        (6, "Northwind delays its resolved case prices until summer", "After protests by customers, Northwind keeps seat prices for service agents until July."),
    ),
    "merger": (
        (0, "Halyard offers two billion for warehouse software maker Tidemark", "The offer for Tidemark would make Halyard the largest maker of warehouse software."),
        (4, "Tidemark rejects Halyard's offer for its warehouse software", "The board of Tidemark calls the two billion that Halyard offers too little."),
        (11, "Halyard raises its offer for Tidemark", "Halyard now offers a fifth more; the board of the warehouse software maker Tidemark will advise shareholders to accept."),
    ),
    "chips": (
        (0, "Marrow council to vote on permit for chip plant", "Neighbours in Marrow fear that the chip plant takes the water of the Lenn river."),
        (5, "Marrow chip plant gets its permit with limits on water", "The council lets the chip plant take half as much water of the Lenn river as its maker wanted."),
    ),
    "passkeys": (
        (0, "Canton of Pellside ends passwords for its officials", "From May on, 14,000 officials in Pellside sign in with passkeys."),
        (7, "Pellside officials lock themselves out on first day of passkeys", "A tenth of the canton's 14,000 officials needed help when passwords ended."),
    ),
    "northwind outage": ((1, "Northwind is down across Europe for three hours", "An expired certificate stopped logins in Lyon and Gdansk."),),
    "orrin finance": ((2, "Orrin appoints a new head of finance", "She comes from a railway and starts in autumn."),),
    "kestrel bird": ((3, "Kestrels nest again in the tower of Marrow cathedral", "Wardens counted five chicks this week."),),
    "pellside tram": ((4, "Pellside plans a tram to the airport", "Voters decide in June on the line and its cost."),),
    "halyard crm": ((5, "Halyard keeps customer records in every country", "The CRM vendor opens data centres in nine countries."),),
    "ransomware law": ((6, "Parliament debates a ban on ransomware payments", "Hospitals and towns would no longer be allowed to pay a gang."),),
    "chip prices": ((8, "Memory chip prices rise for the third month", "Plants run at full capacity, analysts say."),),
    "bakery": ((8, "How a bakery counts its bread", "A scale, a camera and a spreadsheet are all it took."),),
}  # fmt: skip
