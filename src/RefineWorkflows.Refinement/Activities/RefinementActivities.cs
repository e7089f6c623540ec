using RefineWorkflows.Engine.Activities;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>The domain in the palette.</summary>
public static class RefinementActivities
{
    public static ActivityRegistry AddRefinement(this ActivityRegistry registry, BackEnds backEnds, RunArtifacts artifacts, RunRecords records, TimeProvider time) => registry
        .Add(() => new StartRun(backEnds, artifacts))
        .Add(() => new GenerateImage(backEnds, artifacts, time))
        .Add(() => new GenerateVideo(backEnds, artifacts, time))
        .Add(() => new EvaluateImage(backEnds, artifacts))
        .Add(() => new CritiqueImage(backEnds, artifacts))
        .Add(() => new WritePrompt(backEnds))
        .Add(() => new AgentTurn(backEnds))
        .Add(() => new InvokeTool(backEnds, artifacts, time))
        .Add(() => new AcceptStep(artifacts, records))
        .Add(() => new ProposeRefinement(backEnds, artifacts))
        .Add(() => new SummarizePrompt(backEnds))
        .Add(() => new FinishRun(artifacts, records));
}
