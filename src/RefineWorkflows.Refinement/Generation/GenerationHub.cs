using System.Collections.Concurrent;

namespace RefineWorkflows.Refinement.Generation;

/// <summary>How far the pictures are that this process is making, by run. Nothing of it is stored: who makes them says so, and who is curious looks.</summary>
public sealed class GenerationHub
{
    private readonly ConcurrentDictionary<string, GenerationState> states = new(StringComparer.Ordinal);

    /// <summary>The picture that a run is making in this process; null when it makes none.</summary>
    public GenerationState? Of(string run) => states.GetValueOrDefault(run);

    /// <summary>Begins with a picture; disposing what is returned ends it. Reporting to it costs its caller nothing but storing the news.</summary>
    internal Making Begin(string run, int iteration)
    {
        states[run] = new GenerationState(iteration, 0, new Lazy<byte[]?>((byte[]?)null));
        return new Making(this, run);
    }

    /// <summary>One picture in the making.</summary>
    internal sealed class Making(GenerationHub hub, string run) : IProgress<GenerationProgress>, IDisposable
    {
        public void Report(GenerationProgress value)
        {
            // Late news of a picture that is done are of no use to anybody.
            if (hub.states.TryGetValue(run, out GenerationState? before))
                hub.states.TryUpdate(run, before.With(value), before);
        }

        public void Dispose() => hub.states.TryRemove(run, out _);
    }
}
