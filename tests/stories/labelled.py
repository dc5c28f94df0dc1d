"""A small labelled set of our own: invented reports, each with the story that it tells.

Reports of one story are worded apart, as outlets do; several stories share a subject, a place or
one rare word, as a morning's news does.
"""

from __future__ import annotations

# ruff: noqa: E501 - a report a line
REPORTS = {
    "ferry": (
        ("Ferry to Brinmouth runs aground in fog", "The Halcyon struck a sandbank with 212 on board; nobody was hurt."),
        ("212 passengers taken off grounded ferry Halcyon", "Lifeboats from Brinmouth brought everyone ashore after the ship struck a sandbank in fog."),
        ("Sandbank stops the Halcyon off Brinmouth", "The ferry's 212 passengers waited four hours in fog for lifeboats."),
    ),
    "strike": (
        ("Ferry crews at Brinmouth walk out over pay", "The union wants nine per cent; crossings stop from Monday."),
        ("No crossings from Brinmouth as crews strike", "Union and owners are four points apart on pay; the walkout begins on Monday."),
    ),
    "pricing": (
        ("Northwind drops the price per seat for its agents", "Resolved cases are billed instead, from the first of March."),
        ("Northwind bills agents by resolved case", "The price per seat ends in March; analysts expect rivals to follow."),
        ("Seat prices end at Northwind in March", "Agents will cost by case resolved, the vendor told customers."),
    ),
    "outage": (
        ("Northwind is down across Europe for three hours", "A certificate had run out; customers in Lyon and Gdansk saw errors."),
        ("Expired certificate took Northwind offline in Europe", "Service came back after three hours, the status page says."),
    ),
    "passkeys": (
        ("Canton of Pellside ends passwords for officials", "From May on, 14,000 officials sign in with passkeys."),
        ("14,000 officials in Pellside to sign in with passkeys", "The canton ends passwords in May after a phishing attack."),
    ),
    "breach": (
        ("Hospital group Orrin admits theft of patient files", "Ransomware gang Kestrel had published 90,000 records on Friday."),
        ("Kestrel gang publishes 90,000 Orrin patient records", "The hospital group admits that files were stolen in August."),
        ("Patient records of Orrin hospitals on the dark web", "90,000 files were published by a ransomware gang; the group admits the theft."),
    ),
    "merger": (
        ("Halyard and Tidemark agree to merge", "The makers of warehouse software will be one company by summer, both boards said."),
        ("Two makers of software for warehouses become one", "Shareholders of Halyard get a third of what it will be with Tidemark."),
    ),
    "parcels": (
        ("Fees on parcels from abroad rise in July", "Small shops fear for their imports; the ministry expects 80 million a year."),
        ("Ministry wants more for foreign parcels", "Each will cost two more from July, and shops protest."),
    ),
    "permit": (
        ("Chip plant at Marrow gets its permit", "Neighbours may still appeal; building begins in spring."),
        ("Council of Marrow lets maker of chips build", "The plant needs the water of a small town, say neighbours who will appeal."),
    ),
    "recall": (
        ("Scales recalled after batteries swell", "Weyland takes back 40,000 devices sold since May."),
        ("Weyland warns of its kitchen scales", "Batteries of 40,000 may burst, and the maker takes them back."),
    ),
    "vote": (
        ("Dockers vote to accept the offer", "Six in ten said yes; cranes turn again from Thursday."),
        ("Cranes to turn again as dockers say yes", "The vote ends five weeks of closed piers."),
    ),
    "alone 1": (("Kestrel nests return to the cathedral tower", "Wardens counted five chicks this week."),),
    "alone 2": (("A museum of passkeys opens, in jest", "An artist shows forty keys and a lock."),),
    "alone 3": (("Pellside plans a tram to the airport", "Voters decide in June on the line and its cost."),),
    "alone 4": (("How a bakery counts its bread", "A scale, a camera and a spreadsheet are all it took."),),
    "alone 5": (("Orrin appoints a new head of finance", "She comes from a railway and starts in autumn."),),
}  # fmt: skip
