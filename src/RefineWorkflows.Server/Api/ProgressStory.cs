using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Server.Api;

/// <summary>What one reader has not yet heard about the picture that a run is making.</summary>
internal sealed class ProgressStory(GenerationHub hub, string run)
{
    private GenerationState? told;
    private byte[]? shown;

    /// <summary>The next piece of news, a preview only when it is a new one; null when there are none.</summary>
    public ProgressNews? Next()
    {
        GenerationState? now = hub.Of(run);
        if (ReferenceEquals(now, told))
            return null;
        GenerationState last = now ?? told!;
        told = now;
        if (now is null)
            return new ProgressNews(last.Iteration, 1, null);
        byte[]? preview = ReferenceEquals(now.Preview, shown) ? null : now.Preview;
        shown = now.Preview;
        return new ProgressNews(now.Iteration, now.Done, preview is null ? null : $"data:image/jpeg;base64,{Convert.ToBase64String(preview)}");
    }
}
