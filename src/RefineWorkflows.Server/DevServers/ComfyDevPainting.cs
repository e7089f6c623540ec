namespace RefineWorkflows.Server.DevServers;

/// <summary>What the protocol server has painted for one output node.</summary>
/// <param name="Frames">PNGs in their order; one of a still picture.</param>
/// <param name="FramesPerSecond">How many are shown a second, where the workflow says so.</param>
internal sealed record ComfyDevPainting(IReadOnlyList<byte[]> Frames, double FramesPerSecond);
