namespace RefineWorkflows.Refinement.Judging.Measuring;

/// <summary>What a goal can wish for and a picture can be measured by. The numbers are <see cref="MeasuredPicture"/>'s.</summary>
internal enum Quality
{
    /// <summary>Share of the picture that burns, 0 to 1.</summary>
    Flames,

    /// <summary>Share of the picture in the colours of fire, also dark ones, 0 to 1.</summary>
    Fire,

    /// <summary>Share of the picture that shines warmly, 0 to 1.</summary>
    Glow,

    /// <summary>−1 blue to 1 red and orange; the whole picture.</summary>
    Warmth,

    /// <summary>−1 blue to 1 red and orange; around the subject.</summary>
    BackgroundWarmth,

    /// <summary>0 black to 1 white.</summary>
    Brightness,

    /// <summary>0 flat to 1 half black, half white.</summary>
    Contrast,

    /// <summary>Mean chroma, 0 to 1.</summary>
    Saturation,

    /// <summary>Hasler and Süsstrunk's measure, 0 to 1 (extremely colourful).</summary>
    Colourfulness,

    /// <summary>0 soft to about 0.5 crisp; more with more edges.</summary>
    Sharpness,

    /// <summary>Black level: 0 clear, above 0.5 fog.</summary>
    Haze,

    /// <summary>Share of dark pixels, 0 to 1.</summary>
    Darkness,

    /// <summary>Share of pixels on edges, 0 to 1.</summary>
    Clutter,

    /// <summary>Share of the picture that the subject covers, 0 to 1.</summary>
    SubjectArea,

    /// <summary>1 in the exact middle, 0 at a distance of half the picture's longer side.</summary>
    Centring,

    /// <summary>0 left edge to 1 right edge.</summary>
    SubjectX,

    /// <summary>0 top edge to 1 bottom edge.</summary>
    SubjectY,

    /// <summary>How many things stand out.</summary>
    SubjectCount,

    /// <summary>Colour distance of the subject to what is around it: 1 is unmistakable.</summary>
    SubjectPresence,

    /// <summary>0 to 1, left against right.</summary>
    Symmetry,
}
