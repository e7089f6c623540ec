using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Judging.VieScore;

/// <summary>Looks at one picture and scores or grades it, as the prompt says. It may babble and fail: <see cref="VieScoreJudge"/> and <see cref="Rubric.RubricJudge"/> make something of what it says.</summary>
public interface IScoreJudge
{
    /// <summary>Stable name used in settings and reports.</summary>
    string Id { get; }

    /// <summary>Makes sure that it can judge at all. Asked once before the first picture of a run, so that none is made in vain.</summary>
    /// <exception cref="RefinementException">It never could, for example a model that cannot see.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Asks once. The reply is raw text with a JSON object as the prompt describes it.</summary>
    /// <exception cref="PromptAssetException">It has no answer to this prompt, or the prompt shows the original and there is none.</exception>
    /// <exception cref="RefinementException">It could not look or did not answer.</exception>
    Task<string> ScoreAsync(PromptAsset prompt, ScoreRequest request, CancellationToken cancellationToken);
}
