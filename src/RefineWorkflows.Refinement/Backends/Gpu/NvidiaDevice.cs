namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>A card as nvidia-smi tells it.</summary>
/// <param name="Index">Its number.</param>
/// <param name="Name">Its product name.</param>
/// <param name="Total">Its memory in bytes.</param>
/// <param name="Used">What of that is in use, in bytes.</param>
public sealed record NvidiaDevice(int Index, string Name, long Total, long Used)
{
    public long Free => Total - Used;
}
