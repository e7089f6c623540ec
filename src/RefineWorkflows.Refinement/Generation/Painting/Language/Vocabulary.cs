using RefineWorkflows.Refinement.Generation.Painting.Scene;
using static RefineWorkflows.Refinement.Generation.Painting.Language.Moves;

namespace RefineWorkflows.Refinement.Generation.Painting.Language;

/// <summary>Every phrase that moves the scene, apart from the names of subjects, places and colours.</summary>
internal static class Vocabulary
{
    private static readonly Push Flames = (scene, force) => scene with { Flames = Grow(scene.Flames, 0.62, force) };
    private static readonly Push Embers = (scene, force) => scene with { Embers = Grow(scene.Embers, 0.65, force) };
    private static readonly Push Glow = (scene, force) => scene with { Glow = Grow(scene.Glow, 0.6, force) };
    private static readonly Push Steam = (scene, force) => scene with { Steam = Grow(scene.Steam, 0.6, force) };
    private static readonly Push Smoke = (scene, force) => scene with { Smoke = Grow(scene.Smoke, 0.55, force) };
    private static readonly Push Char = (scene, force) => scene with { Char = Grow(scene.Char, 0.6, force) };
    private static readonly Push Fog = (scene, force) => scene with { Fog = Grow(scene.Fog, 0.6, force) };
    private static readonly Push Warm = (scene, force) => scene with { LightWarmth = Lean(scene.LightWarmth, 0.86, force) };
    private static readonly Push RedLight = (scene, force) => scene with { LightWarmth = Lean(scene.LightWarmth, 1, force * 1.2) };
    private static readonly Push Cool = (scene, force) => scene with { LightWarmth = Lean(scene.LightWarmth, 0.1, force) };
    private static readonly Push Bright = (scene, force) => scene with { LightIntensity = Lean(scene.LightIntensity, 0.9, force) };
    private static readonly Push Dim = (scene, force) => scene with { LightIntensity = Lean(scene.LightIntensity, 0.12, force) };
    private static readonly Push Vivid = (scene, force) => scene with { Saturation = Lean(scene.Saturation, 0.95, force) };
    private static readonly Push Muted = (scene, force) => scene with { Saturation = Lean(scene.Saturation, 0.15, force) };
    private static readonly Push Hard = (scene, force) => scene with { Contrast = Lean(scene.Contrast, 0.92, force) };
    private static readonly Push Flat = (scene, force) => scene with { Contrast = Lean(scene.Contrast, 0.15, force) };
    private static readonly Push Crisp = (scene, force) => scene with { Sharpness = Lean(scene.Sharpness, 0.95, force) };
    private static readonly Push Blurred = (scene, force) => scene with { Sharpness = Lean(scene.Sharpness, 0.08, force) };
    private static readonly Push Night = (scene, force) => scene with { Night = Grow(scene.Night, 0.85, force) };
    private static readonly Push Rays = (scene, force) => scene with { Rays = Grow(scene.Rays, 0.7, force) };
    private static readonly Push Rim = (scene, force) => scene with { Rim = Grow(scene.Rim, 0.75, force) };
    private static readonly Push Spotlight = (scene, force) => scene with { Spotlight = Grow(scene.Spotlight, 0.8, force) };
    private static readonly Push Near = (scene, force) => scene with { Framing = Lean(scene.Framing, 0.85, force) };
    private static readonly Push Far = (scene, force) => scene with { Framing = Lean(scene.Framing, 0.15, force) };
    private static readonly Push Big = (scene, force) => scene with { Scale = Lean(scene.Scale, 0.82, force) };
    private static readonly Push Small = (scene, force) => scene with { Scale = Lean(scene.Scale, 0.15, force) };
    private static readonly Push Plain = (scene, force) => scene with { Clutter = Lean(scene.Clutter, 0.05, force) };
    private static readonly Push Centred = (scene, force) => scene with { X = 0.5, Y = 0.5 };
    private static readonly Push Rain = (scene, force) => scene with { Rain = Grow(scene.Rain, 0.7, force) };
    private static readonly Push Snowfall = (scene, force) => scene with { Snowfall = Grow(scene.Snowfall, 0.7, force) };

    private static readonly (string Phrases, Push Push)[] Entries =
    [
        // Heat.
        ("flame|flames|fire|burning|ablaze|on fire|blazing|fiery|inferno|flaming|bonfire", Flames),
        ("ember|embers|glowing embers|sparks|spark|hot coals|coals|cinders", Embers),
        ("glow|glowing|orange glow|warm glow|radiant|luminous|halo|incandescent|fiery glow", Glow),
        ("erupting|eruption|volcanic", All(Flames, Embers, Smoke, RedLight)),
        ("red hot|red-hot|white hot|molten|lava|scorching|searing", All(Glow, RedLight, Embers)),
        ("steam|steaming|steam rising|rising steam|vapour|vapor|piping hot", Steam),
        ("smoke|smoking|smoky|smoked|plumes of smoke", Smoke),
        ("char|charred|charred edges|burnt|burned|grilled|grill marks|roasted|toasted|crispy", Char),
        ("sizzling|barbecue|bbq|frying", All(Steam, Char, (scene, force) => scene with { Glow = Grow(scene.Glow, 0.2, force) })),
        ("hot|spicy|heat|heated", All(
            (scene, force) => scene with { Steam = Grow(scene.Steam, 0.3, force) },
            (scene, force) => scene with { LightWarmth = Lean(scene.LightWarmth, 0.66, force) },
            (scene, force) => scene with { Glow = Grow(scene.Glow, 0.1, force) })),

        // Light.
        ("warm light|warm|warm palette|warm colours|warm colors|candlelight|firelight|amber light|cozy|cosy", Warm),
        ("warm red light|red light|deep reds|deeper reds|orange light|crimson light", RedLight),
        ("golden light|golden hour|golden|sunset light|sunrise|evening light", All(Warm, Rays, Bright)),
        ("cool|cold|cool light|cool blue light|blue light|cool palette|cool colours|icy|chilly|frosty", Cool),
        ("moonlight|moonlit", All(Night, Cool, Rim)),
        ("neon light|neon lights|neon glow", All(Night, Glow, Vivid, (scene, force) => scene with { LightWarmth = Lean(scene.LightWarmth, 0.2, force) })),
        ("bright|brighter|bright light|bright sunlight|sunlight|sunny|sunlit|brilliant|well lit|daylight", Bright),
        ("dim|dim light|dark|darker|shadowy|underexposed|low light", Dim),
        ("backlit|back light|rim light|rim lighting|silhouetted|contre-jour", Rim),
        ("sun rays|god rays|rays|shafts of light|light beams|sunbeams", Rays),
        ("spotlight|spot light|stage light", Spotlight),
        ("soft light|soft|diffuse light|gentle light|gentle", Flat),
        ("hard light|harsh light|high contrast|more contrast|contrast|strong contrast|punchy", Hard),
        ("low contrast|faded|washed out|flat light", Flat),

        // Weather and time.
        ("fog|foggy|mist|misty|haze|hazy|thick fog|morning mist", Fog),
        ("rain|rainy|raining|drizzle|stormy|storm", All(Rain, Dim)),
        ("snowfall|snowing|snowflakes|blizzard", Snowfall),
        ("night|midnight|at night|starry|starry sky|stars|nocturnal", Night),
        ("dusk|twilight|evening", (scene, force) => scene with { Night = Grow(scene.Night, 0.4, force), LightWarmth = Lean(scene.LightWarmth, 0.7, force) }),

        // Mood.
        ("dramatic|epic|intense|striking|powerful|cinematic", All(Hard, Rim, (scene, force) => scene with { LightIntensity = Lean(scene.LightIntensity, 0.35, force) })),
        ("calm|peaceful|serene|quiet|tranquil", All(Flat, Plain)),
        ("gloomy|moody|melancholic|sad|bleak", All(Dim, Muted)),
        ("dreamy|ethereal|magical|fairytale", All(Blurred, Glow, Flat)),
        ("cheerful|happy|joyful|playful|festive", All(Bright, Vivid)),

        // Colour.
        ("saturated|saturated colours|saturated colors|vivid|vibrant|colourful|colorful|rich colours|rich colors|intense colours", Vivid),
        ("muted|muted colours|muted colors|desaturated|subdued|grey|gray", Muted),
        ("monochrome|black and white|grayscale", (scene, force) => scene with { Saturation = force < 0 ? 0.7 : 0 }),

        // Composition.
        ("close-up|close up|closeup|macro|extreme close-up|detail shot|tight crop|tighter crop", Near),
        ("fills the frame|filling the frame|full frame", All(Near, Big, Centred)),
        ("wide shot|wide|distant|far away|wide angle|panorama|panoramic", Far),
        ("big|bigger|large|larger|huge|giant|enormous|larger subject", Big),
        ("small|smaller|tiny|little|miniature", Small),
        ("centred|centered|in the centre|in the center|central|middle", Centred),
        ("left|on the left|left third|to the left", (scene, _) => scene with { X = 0.3 }),
        ("right|on the right|right third|to the right", (scene, _) => scene with { X = 0.7 }),
        ("at the top|upper third", (scene, _) => scene with { Y = 0.3 }),
        ("at the bottom|lower third", (scene, _) => scene with { Y = 0.72 }),
        ("low angle|from below|worm's eye view", (scene, force) => scene with { LowAngle = Lean(scene.LowAngle, 0.9, force) }),
        ("high angle|from above|overhead|bird's eye view|top down", (scene, force) => scene with { LowAngle = Lean(scene.LowAngle, 0.1, force) }),
        ("tilted|dutch angle|slanted|diagonal", (scene, force) => scene with { Tilt = Lean(scene.Tilt, 0.9, force) }),
        ("symmetrical|symmetric|symmetry|mirrored", All(Centred, (scene, force) => scene with { Symmetry = force < 0 ? 0 : 1, Tilt = 0.5 })),
        ("simple background|minimal|minimalist|clean|uncluttered|plain background|empty background|simple", Plain),
        ("cluttered|busy|crowded|detailed background", (scene, force) => scene with { Clutter = Lean(scene.Clutter, 0.95, force) }),
        ("sharp|sharp focus|crisp|in focus|detailed|high detail|highly detailed", Crisp),
        ("blurry|blurred|out of focus|soft focus", Blurred),
        ("dark background|black background", (scene, force) => scene with { BackgroundTint = new Tint(0x0D0A12, Grow(scene.BackgroundTint.Amount, 0.85, force)) }),
        ("bright background|white background", (scene, force) => scene with { BackgroundTint = new Tint(0xF4F1EA, Grow(scene.BackgroundTint.Amount, 0.85, force)) }),
        ("deep red background|red background|crimson background|fiery background", (scene, force) => scene with { BackgroundTint = new Tint(0xC8220E, Grow(scene.BackgroundTint.Amount, 0.8, force)) }),
        ("orange background|glowing background", (scene, force) => scene with { BackgroundTint = new Tint(0xD9560F, Grow(scene.BackgroundTint.Amount, 0.8, force)) }),
        ("blue background", (scene, force) => scene with { BackgroundTint = new Tint(0x2F6FC4, Grow(scene.BackgroundTint.Amount, 0.8, force)) }),
        ("green background", (scene, force) => scene with { BackgroundTint = new Tint(0x3E8F4A, Grow(scene.BackgroundTint.Amount, 0.8, force)) }),
        ("brown background", (scene, force) => scene with { BackgroundTint = new Tint(0x6E4526, Grow(scene.BackgroundTint.Amount, 0.8, force)) }),
        ("grey background|gray background", (scene, force) => scene with { BackgroundTint = new Tint(0x8A8D90, Grow(scene.BackgroundTint.Amount, 0.8, force)) }),
        ("yellow background", (scene, force) => scene with { BackgroundTint = new Tint(0xE8C53A, Grow(scene.BackgroundTint.Amount, 0.8, force)) }),
        ("cyan background", (scene, force) => scene with { BackgroundTint = new Tint(0x2FA9BF, Grow(scene.BackgroundTint.Amount, 0.8, force)) }),
        ("purple background", (scene, force) => scene with { BackgroundTint = new Tint(0x6F3A96, Grow(scene.BackgroundTint.Amount, 0.8, force)) }),
        ("pink background", (scene, force) => scene with { BackgroundTint = new Tint(0xE58FB0, Grow(scene.BackgroundTint.Amount, 0.8, force)) }),

        // Style.
        ("watercolour|watercolor|aquarelle", Style("watercolour")),
        ("noir|film noir", All(Style("noir"), Hard)),
        ("pastel|pastel colours|pastel colors", Style("pastel")),
        ("oil painting|oil|painterly", Style("oil")),
        ("pixel art|pixelated|8-bit", Style("pixel")),
        ("sketch|pencil|drawing|line art", Style("sketch")),
        ("neon|cyberpunk|synthwave", All(Style("neon"), Night, Vivid, Glow)),
    ];

    /// <summary>Every phrase, in lower case with single spaces, with what it does.</summary>
    public static IReadOnlyDictionary<string, Push> Phrases { get; } = Entries
        .SelectMany(entry => entry.Phrases.Split('|'), (entry, phrase) => KeyValuePair.Create(phrase, entry.Push))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>Words that say how strongly the next phrase is meant.</summary>
    public static IReadOnlyDictionary<string, double> Intensities { get; } = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["very"] = 1.4, ["extremely"] = 1.6, ["intensely"] = 1.5, ["really"] = 1.3, ["more"] = 1.25, ["much"] = 1.3, ["strong"] = 1.3, ["deep"] = 1.25, ["huge"] = 1.5,
        ["thick"] = 1.35, ["heavy"] = 1.35, ["towering"] = 1.5, ["roaring"] = 1.5, ["slightly"] = 0.45, ["subtle"] = 0.45, ["faint"] = 0.4, ["light"] = 0.6, ["some"] = 0.7, ["bit"] = 0.5, ["barely"] = 0.3, ["less"] = -1,
        ["no"] = -1, ["without"] = -1, ["not"] = -1, ["never"] = -1, ["avoid"] = -1,
    };

    public static IReadOnlyDictionary<string, int> Numbers { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["one"] = 1, ["single"] = 1, ["two"] = 2, ["pair"] = 2, ["couple"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9,
        ["several"] = 4, ["many"] = 7, ["few"] = 3,
    };

    public static IReadOnlyDictionary<string, Ink> Colours { get; } = new Dictionary<string, Ink>(StringComparer.Ordinal)
    {
        ["red"] = 0xD2281E, ["crimson"] = 0xB01227, ["scarlet"] = 0xE0301E, ["orange"] = 0xF0801A, ["yellow"] = 0xF5CB1E, ["gold"] = 0xD9A520, ["green"] = 0x3C9A46, ["emerald"] = 0x138F5B, ["lime"] = 0x94CC2A,
        ["teal"] = 0x17867F, ["turquoise"] = 0x2BB8AE, ["cyan"] = 0x27B7D8, ["blue"] = 0x2B66C9, ["navy"] = 0x1B2C63, ["indigo"] = 0x433A9B, ["violet"] = 0x7B3FB5, ["purple"] = 0x7D2FA0, ["magenta"] = 0xC22A8E,
        ["pink"] = 0xEE7FA6, ["brown"] = 0x7B4B2A, ["beige"] = 0xD9C49A, ["white"] = 0xF2EFE8, ["black"] = 0x1A1718, ["silver"] = 0xB9BEC4,
    };

    private static Push Style(string name) => (scene, force) => scene with { Style = force < 0 && scene.Style == name ? "" : force < 0 ? scene.Style : name };
}
