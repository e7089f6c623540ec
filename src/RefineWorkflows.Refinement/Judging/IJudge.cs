using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging;

/// <summary>Looks at one picture and answers in the evaluator's reply grammar (a score line, then DONE or CONTINUE).</summary>
public interface IJudge
{
    /// <summary>Stable name used in settings and reports, for example <c>measuring-judge</c>.</summary>
    string Id { get; }

    /// <summary>The prompts that it is asked with; empty of one that needs no words.</summary>
    IReadOnlyList<PromptStamp> Prompts => [];

    /// <summary>Makes sure that it can judge at all. Asked once before the first picture of a run, so that none is made in vain.</summary>
    /// <exception cref="RefinementException">It never could, for example a model that cannot see.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Asks for one verdict. The reply is raw text: <c>EvaluatorReply.Parse</c> makes a verdict of it.
    /// The call is stateless; the same question about the same picture may be asked again.
    /// </summary>
    Task<string> EvaluateAsync(EvaluationRequest request, CancellationToken cancellationToken);
}
