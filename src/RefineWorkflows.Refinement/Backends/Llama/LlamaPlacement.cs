namespace RefineWorkflows.Refinement.Backends.Llama;

/// <summary>How much of a model goes onto the graphics card, and why.</summary>
/// <param name="GpuLayers">The value of <c>-ngl</c>; null leaves it to the server.</param>
/// <param name="Why">In words, for people.</param>
public sealed record LlamaPlacement(int? GpuLayers, string Why)
{
    /// <summary>What a server takes beside the weights, in bytes: buffers to compute in, and the cache of an ordinary conversation with a picture.</summary>
    public const long Beside = 3L << 29;

    private const double Gib = 1L << 30;

    /// <summary>What the model needs when all of it is on the card, in bytes.</summary>
    public static long NeedOf(long model, long projector) => model + projector + Beside;

    /// <summary>Chooses. Layers are taken to be of equal size, which they nearly are; the projector goes onto the card before them.</summary>
    /// <param name="configured">What the settings say; null chooses.</param>
    /// <param name="free">Graphics memory that is free, in bytes; null where nobody tells.</param>
    /// <param name="model">Size of the model's file in bytes.</param>
    /// <param name="projector">Size of the projector's file in bytes; 0 without.</param>
    /// <param name="layers">How many layers the model has; null where the file does not tell.</param>
    public static LlamaPlacement Choose(int? configured, long? free, long model, long projector, int? layers)
    {
        if (configured is { } given)
            return new LlamaPlacement(given, "GpuLayers");
        if (free is not { } room)
            return new LlamaPlacement(null, "nobody tells how much graphics memory is free, so llama-server decides");
        if (NeedOf(model, projector) <= room)
            return new LlamaPlacement(All(layers), FormattableString.Invariant($"all layers: {NeedOf(model, projector) / Gib:0.0} of {room / Gib:0.0} GiB that are free"));
        if (layers is not { } count)
            return new LlamaPlacement(0, FormattableString.Invariant($"on the CPU: {NeedOf(model, projector) / Gib:0.0} GiB do not fit {room / Gib:0.0} GiB that are free, and {nameof(LlamaSettings.ModelFile)} does not tell its layers; set GpuLayers"));
        // The output counts as a layer of its own.
        double layer = model / (count + 1.0);
        int fit = (int)Math.Clamp(Math.Floor((room - projector - Beside) / layer), 0, count);
        return new LlamaPlacement(fit, FormattableString.Invariant($"{fit} of {count} layers: {NeedOf(model, projector) / Gib:0.0} GiB do not fit {room / Gib:0.0} GiB that are free, the rest is on the CPU, which is slow; a more strongly quantised file would fit better"));
    }

    private static int All(int? layers) => (layers + 1) ?? 999;
}
