namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>Which words move a quality, the most promising first.</summary>
internal static class Phrasebook
{
    private static readonly Dictionary<(Quality Quality, bool More), Phrase[]> Book = new()
    {
        [(Quality.Flames, true)] = [new("flames", Slot.Flames), new("roaring flames", Slot.Flames), new("glowing embers", Slot.Embers), new("towering flames", Slot.Flames), new("red-hot", Slot.Heat)],
        [(Quality.Fire, true)] = [new("flames", Slot.Flames), new("roaring flames", Slot.Flames), new("glowing embers", Slot.Embers), new("red-hot", Slot.Heat), new("towering flames", Slot.Flames)],
        [(Quality.Flames, false)] = [new("cool blue light", Slot.LightColour), new("soft light", Slot.Hardness), new("no flames", Slot.Flames)],
        [(Quality.Fire, false)] = [new("cool blue light", Slot.LightColour), new("muted colours", Slot.Colours)],
        [(Quality.Glow, true)] = [new("orange glow", Slot.Glow), new("glowing embers", Slot.Embers), new("golden light", Slot.LightColour), new("strong orange glow", Slot.Glow), new("roaring flames", Slot.Flames)],
        [(Quality.Glow, false)] = [new("deep red background", Slot.Background), new("dark background", Slot.Background), new("dim light", Slot.LightStrength)],
        [(Quality.Warmth, true)] = [new("warm red light", Slot.LightColour), new("deep red background", Slot.Background), new("red-hot", Slot.Heat), new("golden light", Slot.LightColour), new("sunset", Slot.Time)],
        [(Quality.Warmth, false)] = [new("cool blue light", Slot.LightColour), new("blue background", Slot.Background), new("snow", Slot.Weather)],
        [(Quality.BackgroundWarmth, true)] = [new("deep red background", Slot.Background), new("warm red light", Slot.LightColour), new("orange background", Slot.Background), new("sunset", Slot.Time)],
        [(Quality.BackgroundWarmth, false)] = [new("blue background", Slot.Background), new("cool blue light", Slot.LightColour), new("night", Slot.Time)],
        [(Quality.Brightness, true)] = [new("bright sunlight", Slot.LightStrength), new("bright background", Slot.Background), new("very bright light", Slot.LightStrength), new("snow", Slot.Weather)],
        [(Quality.Brightness, false)] = [new("dim light", Slot.LightStrength), new("dark background", Slot.Background), new("night", Slot.Time), new("very dim light", Slot.LightStrength)],
        [(Quality.Contrast, true)] = [new("high contrast", Slot.Hardness), new("dark background", Slot.Background), new("very high contrast", Slot.Hardness), new("bright sunlight", Slot.LightStrength)],
        [(Quality.Contrast, false)] = [new("soft light", Slot.Hardness), new("mist", Slot.Weather), new("fog", Slot.Weather), new("muted colours", Slot.Colours)],
        [(Quality.Saturation, true)] = [new("saturated colours", Slot.Colours), new("vivid saturated colours", Slot.Colours), new("deep red background", Slot.Background), new("warm red light", Slot.LightColour)],
        [(Quality.Saturation, false)] = [new("muted colours", Slot.Colours), new("very muted colours", Slot.Colours), new("fog", Slot.Weather), new("simple background", Slot.Background)],
        [(Quality.Colourfulness, true)] = [new("saturated colours", Slot.Colours), new("vivid saturated colours", Slot.Colours), new("golden light", Slot.LightColour), new("blue background", Slot.Background)],
        [(Quality.Colourfulness, false)] = [new("muted colours", Slot.Colours), new("very muted colours", Slot.Colours), new("fog", Slot.Weather)],
        [(Quality.Sharpness, true)] = [new("sharp focus", Slot.Focus), new("very sharp focus", Slot.Focus), new("high contrast", Slot.Hardness), new("charred edges", Slot.Char)],
        [(Quality.Sharpness, false)] = [new("soft focus", Slot.Focus), new("mist", Slot.Weather), new("soft light", Slot.Hardness)],
        [(Quality.Haze, true)] = [new("fog", Slot.Weather), new("mist", Slot.Weather), new("thick fog", Slot.Weather), new("soft light", Slot.Hardness), new("smoke", Slot.Vapour)],
        [(Quality.Haze, false)] = [new("high contrast", Slot.Hardness), new("sharp focus", Slot.Focus), new("dark background", Slot.Background)],
        [(Quality.Darkness, true)] = [new("dark background", Slot.Background), new("dim light", Slot.LightStrength), new("night", Slot.Time)],
        [(Quality.Darkness, false)] = [new("bright background", Slot.Background), new("bright sunlight", Slot.LightStrength), new("soft light", Slot.Hardness)],
        [(Quality.Clutter, true)] = [new("kitchen", Slot.Background), new("rain", Slot.Weather), new("glowing embers", Slot.Embers)],
        [(Quality.Clutter, false)] = [new("simple background", Slot.Background), new("soft light", Slot.Hardness), new("very simple background", Slot.Background), new("close-up", Slot.Framing)],
        [(Quality.SubjectArea, true)] = [new("close-up", Slot.Framing), new("fills the frame", Slot.Framing), new("extreme close-up", Slot.Framing)],
        [(Quality.SubjectArea, false)] = [new("wide shot", Slot.Framing), new("very wide shot", Slot.Framing)],
        [(Quality.Centring, true)] = [new("centred", Slot.Place), new("symmetrical", Slot.Balance), new("simple background", Slot.Background)],
        [(Quality.Centring, false)] = [new("on the left", Slot.Place), new("on the right", Slot.Place)],
        [(Quality.SubjectX, true)] = [new("on the right", Slot.Place), new("far on the right", Slot.Place)],
        [(Quality.SubjectX, false)] = [new("on the left", Slot.Place), new("far on the left", Slot.Place)],
        [(Quality.SubjectPresence, true)] = [new("simple background", Slot.Background), new("sharp focus", Slot.Focus), new("close-up", Slot.Framing), new("high contrast", Slot.Hardness)],
        [(Quality.Symmetry, true)] = [new("symmetrical", Slot.Balance), new("centred", Slot.Place), new("simple background", Slot.Background)],
        [(Quality.Symmetry, false)] = [new("on the left", Slot.Place), new("on the right", Slot.Place)],
    };

    private static readonly Dictionary<string, Slot> Slots = Book.Values.SelectMany(phrases => phrases)
        .Concat([new("steam rising", Slot.Vapour), new("smoke", Slot.Vapour)])
        .Concat(Enumerable.Range(1, 9).Select(Counted))
        .DistinctBy(phrase => phrase.Text)
        .ToDictionary(phrase => phrase.Text, phrase => phrase.Slot, StringComparer.OrdinalIgnoreCase);

    /// <summary>What to write to bring a picture closer to the target; empty when words do not move it.</summary>
    public static IReadOnlyList<Phrase> For(Target target, double measured)
        => target.Quality == Quality.SubjectCount
            ? [Counted((int)target.To)]
            : Book.GetValueOrDefault((target.Quality, target.NeedsMore(measured)), []);

    /// <summary>What a descriptor decides, or null for one that this judge does not use.</summary>
    public static Slot? SlotOf(string descriptor)
        => Slots.TryGetValue(descriptor, out Slot slot) ? slot : null;

    private static Phrase Counted(int count) => new(count == 1 ? "exactly one" : $"exactly {count} of them", Slot.Count);
}
