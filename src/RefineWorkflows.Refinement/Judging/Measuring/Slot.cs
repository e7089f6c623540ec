namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>What a phrase decides about a picture. A prompt holds one phrase for each: a new one replaces the old.</summary>
internal enum Slot
{
    Flames,
    Embers,
    Heat,
    Char,
    Vapour,
    Glow,
    LightColour,
    LightStrength,
    Hardness,
    Colours,
    Background,
    Time,
    Weather,
    Framing,
    Place,
    Balance,
    Focus,
    Count,
}
