using RefineWorkflows.Refinement.Judging.Panel;
using RefineWorkflows.Refinement.Judging.Rubric;
using RefineWorkflows.Refinement.Judging.Verdicts;

namespace RefineWorkflows.Server.Cli.Judging;

/// <summary>What a panel says about one picture by the rubric: of each grade the median over the judges that did not fail.</summary>
/// <param name="File">As the user named it.</param>
/// <param name="Verdicts">One for each judge.</param>
internal sealed record GradedPicture(string File, IReadOnlyList<StoredVerdict> Verdicts)
{
    public PanelMedian Aesthetic => RubricResult.Median(Verdicts.Select(verdict => verdict.Rubric!.Aesthetic.Score));

    public PanelMedian InstructionFollowing => RubricResult.Median(Verdicts.Select(verdict => verdict.Rubric!.InstructionFollowing.Score));

    public PanelMedian Overall => RubricResult.Median(Verdicts.Select(verdict => verdict.Rubric!.Overall.Score));
}
