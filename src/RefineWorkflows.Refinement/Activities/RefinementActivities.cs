using RefineWorkflows.Engine.Activities;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>The domain in the palette.</summary>
public static class RefinementActivities
{
    public static ActivityRegistry AddRefinement(this ActivityRegistry registry, BackEnds backEnds, RunArtifacts artifacts, RunRecords records, TimeProvider time)
    {
        var budget = new BudgetStop(artifacts, records);
        return registry
            .Add(() => new StartRun(backEnds, artifacts))
            .Add(() => new GenerateImage(backEnds, artifacts, time, budget))
            .Add(() => new GenerateVideo(backEnds, artifacts, time, budget))
            .Add(() => new EvaluateImage(backEnds, artifacts, budget))
            .Add(() => new JudgePair(backEnds, artifacts, records, time, budget))
            .Add(() => new VieScore(backEnds, artifacts, records, time, budget))
            .Add(() => new CritiqueImage(backEnds, artifacts, budget))
            .Add(() => new WritePrompt(backEnds, budget))
            .Add(() => new AgentTurn(backEnds, budget))
            .Add(() => new InvokeTool(backEnds, artifacts, time, budget))
            .Add(() => new AcceptStep(artifacts, records))
            .Add(() => new ProposeRefinement(backEnds, artifacts, budget))
            .Add(() => new SummarizePrompt(backEnds, budget))
            .Add(() => new VerifySemantic(backEnds, artifacts, budget))
            .Add(() => new VerifySpatial(backEnds, artifacts, budget))
            .Add(() => new AssessAxes(backEnds, artifacts, budget))
            .Add(() => new MeasureBenchmark(backEnds, artifacts, budget))
            .Add(() => new PredictPreference(backEnds, artifacts))
            .Add(() => new SynthesizeGrade(backEnds, artifacts, records))
            .Add(() => new ReviewImage(records))
            .Add(() => new DescribeReference(backEnds, artifacts, budget))
            .Add(() => new CompareAxes(backEnds, artifacts, budget))
            .Add(() => new EditAxis(backEnds, artifacts, records, time, budget))
            .Add(() => new FinishRun(artifacts, records));
    }
}
