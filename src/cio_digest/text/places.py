"""The English names of countries, of the states of the USA, and of large cities.

Members of the United Nations by the names that headlines use for them (UNTERM), with Taiwan, Hong
Kong, Kosovo and Palestine; cities that headlines name without their country, and whose names the
table of common words has as words. Seats that stand for others' governments ("Brussels",
"Washington") are not here, and no city whose name is a word first of all ("Nice", "Reading").
"""

from __future__ import annotations

COUNTRIES = """
    Afghanistan, Albania, Algeria, Andorra, Angola, Argentina, Armenia, Australia, Austria,
    Azerbaijan, Bahamas, Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan,
    Bolivia, Bosnia, Botswana, Brazil, Brunei, Bulgaria, Burkina Faso, Burundi, Cambodia, Cameroon,
    Canada, Cape Verde, Chad, Chile, China, Colombia, Comoros, Congo, Costa Rica, Croatia, Cuba,
    Cyprus, Czechia, Denmark, Djibouti, Dominica, East Timor, Ecuador, Egypt, El Salvador, Eritrea,
    Estonia, Eswatini, Ethiopia, Fiji, Finland, France, Gabon, Gambia, Georgia, Germany, Ghana,
    Greece, Grenada, Guatemala, Guinea, Guyana, Haiti, Honduras, Hong Kong, Hungary, Iceland, India,
    Indonesia, Iran, Iraq, Ireland, Israel, Italy, Ivory Coast, Jamaica, Japan, Jordan, Kazakhstan,
    Kenya, Kiribati, Kosovo, Kuwait, Kyrgyzstan, Laos, Latvia, Lebanon, Lesotho, Liberia, Libya,
    Liechtenstein, Lithuania, Luxembourg, Madagascar, Malawi, Malaysia, Maldives, Mali, Malta,
    Mauritania, Mauritius, Mexico, Micronesia, Moldova, Monaco, Mongolia, Montenegro, Morocco,
    Mozambique, Myanmar, Namibia, Nauru, Nepal, Netherlands, New Zealand, Nicaragua, Niger, Nigeria,
    North Korea, North Macedonia, Norway, Oman, Pakistan, Palau, Palestine, Panama,
    Papua New Guinea, Paraguay, Peru, Philippines, Poland, Portugal, Qatar, Romania, Russia, Rwanda,
    Samoa, San Marino, Saudi Arabia, Senegal, Serbia, Seychelles, Sierra Leone, Singapore, Slovakia,
    Slovenia, Somalia, South Africa, South Korea, South Sudan, Spain, Sri Lanka, Sudan, Suriname,
    Sweden, Switzerland, Syria, Taiwan, Tajikistan, Tanzania, Thailand, Togo, Tonga, Trinidad,
    Tunisia, Turkey, Turkmenistan, Tuvalu, Uganda, Ukraine, United Arab Emirates, United Kingdom,
    United States, Uruguay, Uzbekistan, Vanuatu, Venezuela, Vietnam, Yemen, Zambia, Zimbabwe
"""
PARTS = {
    "United States": """
        Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida,
        Hawaii, Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland,
        Massachusetts, Michigan, Minnesota, Mississippi, Missouri, Montana, Nebraska, Nevada, New
        Hampshire, New Jersey, New Mexico, New York, North Carolina, North Dakota, Ohio, Oklahoma,
        Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Texas, Utah,
        Vermont, Virginia, Washington State, West Virginia, Wisconsin, Wyoming, Atlanta, Austin,
        Baltimore, Boston, Buffalo, Charlotte, Chicago, Cincinnati, Cleveland, Columbus, Dallas,
        Denver, Detroit, Houston, Indianapolis, Jacksonville, Kansas City, Las Vegas, Los Angeles,
        Louisville, Memphis, Miami, Milwaukee, Minneapolis, Nashville, New Orleans, Oakland,
        Orlando, Philadelphia, Phoenix, Pittsburgh, Portland, Sacramento, Salt Lake City, San
        Antonio, San Diego, San Francisco, San Jose, Seattle, St. Louis, Tampa
    """,
    "UK": """
        Belfast, Birmingham, Bristol, Cambridge, Cardiff, Edinburgh, England, Glasgow, Leeds,
        Leicester, Liverpool, London, Manchester, Newcastle, Northern Ireland, Nottingham, Oxford,
        Scotland, Sheffield, Southampton, Wales
    """,
    "Australia": "Adelaide, Brisbane, Canberra, Melbourne, Perth, Queensland, Sydney, Tasmania",
    "Austria": "Graz, Linz, Vienna",
    "Belgium": "Antwerp, Ghent",
    "Brazil": "Rio de Janeiro, Sao Paulo",
    "Canada": """
        Alberta, British Columbia, Calgary, Edmonton, Manitoba, Montreal, Nova Scotia, Ontario,
        Ottawa, Quebec, Saskatchewan, Toronto, Vancouver, Winnipeg
    """,
    "China": "Beijing, Guangzhou, Nanjing, Shanghai, Shenzhen, Wuhan",
    "Czechia": "Prague",
    "Denmark": "Copenhagen",
    "Egypt": "Cairo",
    "Finland": "Helsinki",
    "France": "Bordeaux, Lille, Lyon, Marseille, Paris, Strasbourg, Toulouse",
    "Germany": """
        Bavaria, Berlin, Bonn, Bremen, Cologne, Dortmund, Dresden, Dusseldorf, Essen, Frankfurt,
        Hamburg, Hanover, Leipzig, Munich, Nuremberg, Saxony, Stuttgart
    """,
    "Greece": "Athens",
    "Hungary": "Budapest",
    "India": "Bangalore, Bengaluru, Chennai, Delhi, Hyderabad, Kolkata, Mumbai, New Delhi, Pune",
    "Indonesia": "Jakarta",
    "Ireland": "Dublin, Galway, Limerick",
    "Israel": "Haifa, Jerusalem, Tel Aviv",
    "Italy": "Bologna, Florence, Genoa, Milan, Naples, Rome, Turin, Venice",
    "Japan": "Kobe, Kyoto, Nagoya, Osaka, Tokyo, Yokohama",
    "Kenya": "Nairobi",
    "Netherlands": "Amsterdam, Eindhoven, Rotterdam, The Hague, Utrecht",
    "New Zealand": "Auckland, Christchurch, Wellington",
    "Nigeria": "Abuja, Lagos",
    "Norway": "Bergen, Oslo, Trondheim",
    "Pakistan": "Islamabad, Karachi, Lahore",
    "Poland": "Krakow, Warsaw",
    "Portugal": "Lisbon, Porto",
    "Russia": "Moscow, St. Petersburg",
    "South Africa": "Cape Town, Durban, Johannesburg, Pretoria",
    "South Korea": "Busan, Seoul",
    "Spain": "Barcelona, Bilbao, Catalonia, Madrid, Malaga, Seville, Valencia",
    "Sweden": "Gothenburg, Malmo, Stockholm",
    "Switzerland": "Basel, Bern, Geneva, Lausanne, Zurich",
    "Taiwan": "Taipei",
    "Turkey": "Ankara, Istanbul",
    "Ukraine": "Kharkiv, Kyiv, Odessa",
    "United Arab Emirates": "Abu Dhabi, Dubai",
}
