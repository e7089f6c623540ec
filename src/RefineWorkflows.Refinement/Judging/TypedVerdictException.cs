namespace RefineWorkflows.Refinement.Judging;

/// <summary>A judge was asked for a typed verdict and gave none that can be read.</summary>
public sealed class TypedVerdictException(string problem, string reply) : RefinementException(
    $"The judge's typed verdict cannot be read: {problem}. It begins with: {Beginning(reply)}")
{
    private const int Shown = 200;

    private static string Beginning(string reply)
    {
        string text = reply.ReplaceLineEndings(" ").Trim();
        return text.Length <= Shown ? text : $"{text[..Shown]}…";
    }
}
