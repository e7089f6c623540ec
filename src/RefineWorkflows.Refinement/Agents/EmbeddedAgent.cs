using RefineWorkflows.Refinement.Judging;

namespace RefineWorkflows.Refinement.Agents;

/// <summary>
/// An agent without a model: paints, has it judged, does what the judge says, and when the judge says nothing goes back to
/// the best picture. The same steps get the same turn.
/// </summary>
public sealed class EmbeddedAgent : IAgent
{
    public string Id => "embedded-agent";

    public Task<AgentStep> TurnAsync(AgentRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult(Next(request));
    }

    private static AgentStep Next(AgentRequest request)
    {
        if (request.Steps is not [.., { Call: { } last } step])
            return Paint("There is no picture yet.", request.Prompt);
        string result = step.Result ?? "";
        if (step.Failed)
            return new AgentStep($"The tool '{last.Tool}' refuses.", new AgentCall(AgentTools.Finish));
        return last.Tool switch
        {
            AgentTools.Generate => new AgentStep("The picture has to be judged.", new AgentCall(AgentTools.Evaluate, result)),
            AgentTools.Evaluate => AfterJudgement(request, EvaluatorReply.Parse(result)),
            AgentTools.Summarize => Paint("The text is short enough now.", result),
            AgentTools.Look => Paint("Back to the best picture, with other luck.", result),
            _ => new AgentStep("Nothing is left to do.", new AgentCall(AgentTools.Finish)),
        };
    }

    private static AgentStep AfterJudgement(AgentRequest request, Verdict verdict) => verdict switch
    {
        { Action: VerdictAction.Done } => new AgentStep("The judge is content.", new AgentCall(AgentTools.Finish)),
        { NextPrompt: { } next } when request.Tools.Contains(AgentTools.Summarize) => new AgentStep("The judge wants something else.", new AgentCall(AgentTools.Summarize, next)),
        { NextPrompt: { } next } => Paint("The judge wants something else.", next),
        _ => new AgentStep("The judge says nothing that helps.", new AgentCall(AgentTools.Look)),
    };

    private static AgentStep Paint(string why, string prompt) => new(why, new AgentCall(AgentTools.Generate, prompt));
}
