namespace RefineWorkflows.Refinement.Generation;

/// <summary>That a picture shall move, and for how long.</summary>
/// <param name="Frames">How many frames; models round it to what they make, for example to 4n+1.</param>
/// <param name="FramesPerSecond">How many are shown a second.</param>
public sealed record ClipRequest(int Frames, double FramesPerSecond)
{
    public const int FewestFrames = 2;
    public const double SlowestRate = 0.5;
    public const double FastestRate = 120;
}
