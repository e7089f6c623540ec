using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging.Pairs;

/// <summary>
/// Looks at two pictures in one order and says which is better. It may be biased, babble and fail: <see cref="PairComparer"/>
/// makes a verdict of what it says.
/// </summary>
public interface IPairJudge
{
    /// <summary>Stable name used in settings and reports.</summary>
    string Id { get; }

    /// <summary>The prompt that it asks with; null for a judge that needs no words.</summary>
    PromptStamp? Prompt { get; }

    /// <summary>Makes sure that it can judge at all. Asked once before the first picture of a run, so that none is made in vain.</summary>
    /// <exception cref="RefinementException">It never could, for example a model that cannot see.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Asks once. The reply is raw text with a JSON object: <c>winner</c> (Image A, Image B or Tie) and <c>reasoning</c>.</summary>
    /// <exception cref="RefinementException">It could not look or did not answer.</exception>
    Task<string> CompareAsync(PairRequest request, CancellationToken cancellationToken);
}
