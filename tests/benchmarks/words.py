"""What people write and what songs are called, in many scripts, for the libraries of the
benchmarks."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

# Terms of known commonness. No other word here has their letters in a row.
ALL, SOME, NONE = "stereo", "velvet", "velvex"
_MADE_FOR = f"{ALL} mix"  # what everybody has at the end of a template
TEXTURE = f"a {SOME} sound"


@dataclass(frozen=True, slots=True)
class Language:
    """Parts of prompts and of titles, put together at random; `weight`: how common it is."""

    weight: int
    what: tuple[str, ...]
    how: tuple[str, ...]
    titles: tuple[str, ...]
    comma: str = ", "
    space: str = " "


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


LANGUAGES = (
    Language(
        40,
        _parts(
            "a lo-fi beat for rain on a tin roof|a trap song about leaving town|slow piano for a "
            "short film|an 8-bit chase through a castle|an upbeat jingle for a coffee shop|dark "
            "synthwave for a night drive|a sea shanty sung by robots 🤖|orchestral main menu theme"
        ),
        _parts(
            "warm bass and brushed drums|no vocals|808s and a choir|female vocals, close and dry|"
            "brass stabs, 16 bars|builds up until the last chorus 🔥|sad but hopeful|in D minor"
        ),
        _parts(
            "Midnight|Grid|Rain|Paper|Kites|Harbour|Neon|Empty|Room|Lamplight|Cold|Signal|Ridge|"
            "Pocket|Galaxy|Sunday|Rooftop|☕|808|Ghost"
        ),
    ),
    Language(
        7,
        _parts(
            "ein ruhiges Klavierstück für späte Züge|Blasmusik fürs Dorffest|Techno wie aus den "
            "frühen Neunzigern|ein Schlaflied über Füchse"
        ),
        _parts("ohne Gesang|mit Streichern und viel Hall|tanzbar, aber müde|größer im Refrain"),
        _parts("Straßenlicht|Nebel|Über|Dächer|Fünf|Uhr|Regen|Grün|Heimweh|Möwen"),
    ),
    Language(
        6,
        _parts(
            "une chanson d'été au bord de l'eau|un générique de série policière|valse musette "
            "façon années trente|du rap français très posé"
        ),
        _parts(
            "guitare sèche et accordéon|sans paroles|une voix d'enfant à la fin|très lent, rêveur"
        ),
        _parts("Escalier|Bleu|Forêt|Été|Cœur|Façade|Où|Dernière|Fenêtre|Naïve"),
    ),
    Language(
        6,
        _parts(
            "una canción de verano para la playa|música de baile con acordeón|un corrido sobre "
            "el tren|banda sonora de un sueño"
        ),
        _parts("con palmas y guitarra española|sin voz|más rápido en el estribillo|voz de niño"),
        _parts("Corazón|Mañana|Señal|Niño|Azúcar|Río|Después|Camión|Luna|Jamás"),
    ),
    Language(
        5,
        _parts(
            "uma canção triste de São Paulo|samba leve para o café da manhã|trilha de um jogo "
            "de futebol|pião: cantiga de roda"
        ),
        _parts("violão e cuíca|sem vocais, só percussão|refrão que não sai da cabeça"),
        _parts("Saudade|Coração|Manhã|Avião|Três|Irmãos|Praça|Água"),
    ),
    Language(
        4,
        _parts("piosenka o łódce na jeziorze|gęsty ambient na noc|polka z żartem"),
        _parts("akordeon i skrzypce|bez słów|szybciej pod koniec"),
        _parts("Źródło|Księżyc|Łąka|Światło|Żuraw|Mgła|Ćma|Wrócę"),
    ),
    Language(
        3,
        _parts("İstanbul'da yağmurlu bir gece|düğün için hareketli bir şarkı|bağlama ile ağıt"),
        _parts("sözsüz, ağır|kadın sesi ve ney|davul girişi uzun olsun"),
        _parts("Güneş|Işık|Gölge|Çığlık|Özlem|Şehir|Kış"),
    ),
    Language(
        3,
        _parts("bài hát về mưa ở Hà Nội|nhạc nền cho quán cà phê|điệu ru con"),
        _parts("đàn tranh và trống nhẹ|không lời|giọng nữ ấm"),
        _parts("Mưa|Đường|Về|Nhà|Những|Ngày|Cũ|Phố"),
    ),
    Language(
        7,
        _parts(
            "колыбельная для старого трамвая|тёмный синтвейв для ночной дороги|марш для "
            "школьного двора|песня о море и чайках"
        ),
        _parts("без слов|женский голос и струнные|баян, балалайка, бочка|медленно и тихо"),
        _parts("Полночь|Снег|Ёлка|Дорога|Чайка|Окно|Тишина|Юность|Ещё|Вьюга"),
    ),
    Language(
        3,
        _parts("ένα τραγούδι για τη θάλασσα|ρεμπέτικο με σύγχρονο ρυθμό|μουσική για ταξίδι"),
        _parts("μπουζούκι και βιολί|χωρίς φωνή|αργό και γλυκό"),
        _parts("Θάλασσα|Νύχτα|Ήλιος|Ξημέρωμα|Φως|Δρόμος|Ψυχή"),
    ),
    Language(
        4,
        _parts("أغنية هادئة عن البحر والليل|إيقاع سريع للرقص في العرس|موسيقى لفيلم عن الصحراء"),
        _parts("عود وناي بدون غناء|صوت امرأة دافئ|طبلة قوية في النهاية"),
        _parts("ليل|قمر|بحر|حنين|مدينة|ضوء|سفر|نجوم"),
        comma="، ",
    ),
    Language(
        2,
        _parts("שיר ערש על ירח גדול|ניגון שמח לחתונה|ביט איטי לגשם"),
        _parts("בלי מילים|קלרינט וחליל|קול של ילדה"),
        _parts("לילה|אור|ים|דרך|כוכב|חלום|שקט"),
    ),
    Language(
        4,
        _parts("一首关于下雨的慢歌|适合咖啡馆的轻爵士|古筝和电子鼓的舞曲|游戏里的城堡音乐"),
        _parts("没有人声|女声，很近|副歌更大一点|带一点忧伤"),
        _parts("雨|夜色|纸鸢|远方|灯火|星河|旧城|回家"),
        comma="，",
        space="",
    ),
    Language(
        4,
        _parts("雨の日に聴くローファイ|お祭りの太鼓とシンセ|眠れない夜のピアノ曲|8ビットのボス戦"),
        _parts("ボーカルなし|サビで転調する|やさしい女性の声|テンポは速め"),
        _parts("真夜中|紙の凧|屋上|さくら|ネオン|夢|カフェ|ひかり"),
        comma="、",
        space="",
    ),
    Language(
        2,
        _parts("비 오는 밤의 발라드|카페에서 듣는 재즈|아이들을 위한 동요"),
        _parts("보컬 없이|피아노와 첼로|후렴은 크게"),
        _parts("한밤|종이|비|옥상|별빛|바다|겨울"),
    ),
)
_LANGUAGE_WEIGHTS = tuple(accumulate(language.weight for language in LANGUAGES))

TAGS = _parts(
    "lo-fi|electronic|pop|trap|ambient|hip hop|instrumental|piano|cinematic|chill|rock|synthwave|"
    "jazz|acoustic|dark|upbeat|808s|orchestral|folk|house|techno|dreamy|guitar|female vocals|"
    "drum and bass|r&b|sad|epic|strings|funk|soul|indie|male vocals|choir|blues|lullaby|reggae|"
    "chiptune|disco|metal|punk|bossa nova|samba|country|gospel|dubstep|garage|grime|drill|phonk|"
    "vaporwave|city pop|j-pop|k-pop|flamenco|tango|cumbia|reggaeton|salsa|afrobeat|amapiano|"
    "dancehall|dub|ska|swing|big band|ragtime|waltz|polka|klezmer|chanson|fado|schlager|"
    "bluegrass|sea shanty|celtic|medieval|baroque|minimal|drone|noise|industrial|shoegaze|"
    "post-rock|math rock|emo|grunge|trance|hardstyle|jungle|breakbeat|idm|glitch|"
    "8-bit|trip hop|downtempo|new age|spoken word|a cappella|beatbox|kalimba|harp|"
    "hang drum|theremin|banjo|sitar|oud|koto|балалайка|шансон|演歌|古筝|발라드|طرب|ρεμπέτικο|"
    "música popular|chorinho|türkü|çocuk|für kinder"
)
_TAG_WEIGHTS = tuple(accumulate(1 / rank for rank in range(1, len(TAGS) + 1)))  # a long tail

NOTES = _parts(
    "for the intro|client liked this one|too loud at the end|use the first 20 seconds|trailer?|"
    "später noch einmal hören|à garder|сведение проще|もう一度|🔥🔥|compare with the second take"
)
ERRORS = (
    "The composition failed.",
    "The prompt asks for the voice of a real person.",
    "Internal error while rendering the audio, please try again later.",
)


def language(chance: random.Random) -> Language:
    return chance.choices(LANGUAGES, cum_weights=_LANGUAGE_WEIGHTS)[0]


def prompt(chance: random.Random, of: Language, *, with_some: bool) -> str:
    """A wish for a song; with the word that a known part of all have, or without it."""
    parts = [chance.choice(of.what), *chance.sample(of.how, 2)]
    if with_some:
        parts.insert(chance.randrange(1, 4), TEXTURE)
    return of.comma.join((*parts, _MADE_FOR))


def title(chance: random.Random, of: Language) -> str:
    return of.space.join(chance.sample(of.titles, chance.randrange(1, 4)))


def tags(chance: random.Random) -> tuple[str, ...]:
    """Two to five, the common ones most often."""
    chosen = chance.choices(TAGS, cum_weights=_TAG_WEIGHTS, k=chance.randrange(2, 6))
    return tuple(dict.fromkeys(chosen))
