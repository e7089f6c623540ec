namespace RefineWorkflows.Imaging.Codecs;

/// <summary>What a picture from outside may cost. Checked from the file's length and header, before any pixel is decoded.</summary>
public sealed record ImageLimits
{
    /// <summary>Longest encoded file, in bytes. Default 64 MiB.</summary>
    public long Bytes { get; init; } = 64L << 20;

    /// <summary>Largest width × height of one frame. Default 64 Mpx (67 108 864): 192 MiB of RGB.</summary>
    public long Pixels { get; init; } = 64L << 20;

    /// <summary>Most frames of an animation. Default 500.</summary>
    public int Frames { get; init; } = 500;
}
