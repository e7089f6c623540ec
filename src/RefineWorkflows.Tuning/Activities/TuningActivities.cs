using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Tuning.Memory;
using RefineWorkflows.Tuning.Models;
using RefineWorkflows.Tuning.Training;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Activities;

/// <summary>The tuner in the palette.</summary>
public static class TuningActivities
{
    public static ActivityRegistry AddTuning(this ActivityRegistry registry, RunArtifacts artifacts, RunRecords records, VoteBook votes, BallotBox ballots, VotedPictures pictures)
        => registry
            .Add(() => new AskHuman(artifacts, records, votes, ballots, pictures))
            .Add(() => new RecordSelection(artifacts, records, votes, pictures));

    public static ActivityRegistry AddTraining(this ActivityRegistry registry, TrainingDesk desk, ModelShelf shelf, MaterialSource collect) => registry
        .Add(() => new TrainPreferences(desk))
        .Add(() => new PromoteModel(shelf, collect));

    public static ActivityRegistry AddSleeptime(this ActivityRegistry registry, RunRecords records, VoteBook votes, TrainingDesk desk, ModelShelf shelf, MaterialSource collect, MemoryBook memory, Archive archive) => registry
        .Add(() => new ReadSelections(votes, desk))
        .Add(() => new FitChannelWeights(new GradedPictures(records), votes, memory))
        .Add(() => new UpdateFailurePatterns(new GradedPictures(records), collect, memory, archive))
        .Add(() => new LogMetrics(votes, desk, shelf, memory, archive));
}
