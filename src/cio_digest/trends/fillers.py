"""Words that join or push other words along: no name begins or ends with one, and none is news.

They come on top of ``words.STOP_WORDS``. Clustering and ranking keep them: two titles that share
"before" are a little more likely to tell one story, and on labelled news precision falls when such
words are dropped.
"""

from __future__ import annotations

FILLERS = frozenset(
    # prepositions, conjunctions, pronouns, adverbs
    "across again against ahead already although always amid among another anything arent around"
    " away because before behind being below beneath beside besides between beyond both cannot cant"
    " couldnt despite did didnt doesnt doing done dont down during each either else enough ever"
    " every everyone everything few further hasnt havent having hers herself himself however im"
    " instead isnt itself ive less lets like likely many maybe might mine much must myself neither"
    " never next nobody none nor nothing often once only onto other others ours ourselves own"
    " perhaps per quite rather really same shall shouldnt since somebody someone something soon"
    " still such than thats theirs themselves theres theyre though through throughout till"
    " together toward towards under unless unlike until upon very via wasnt well werent whats"
    " whatever whether whose within without wont wouldnt yet youre yours yourself"
    # verbs that need another word to say anything, and what time and measure are told with
    " asks ask asked became become becomes becoming begin begins being bring brings came come comes"
    " coming finally find finds found gave gets getting give given gives giving go goes going gone"
    " got keep keeps kept know knows left let look looking looks made make makes making need needs"
    " put puts see seen sees seem seems set sets show shows start starts take taken takes taking"
    " tell tells told took try trying turn turns use used uses using want wants went"
    " monday tuesday wednesday thursday friday saturday sunday"
    " ago almost back best better big bigger biggest early first full good great half here late"
    " latest least long main major nearly now old part real right second small sure thing things"
    " third time times today tomorrow tonight top way ways yesterday"
    " day days hour hours month months week weeks year years"
    " one two three four five six seven eight nine ten".split()
)
