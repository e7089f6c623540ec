using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Tuning.Models;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Tuning.Activities;

/// <summary>The tuner in the palette.</summary>
public static class TuningActivities
{
    public static ActivityRegistry AddTraining(this ActivityRegistry registry, TrainingDesk desk, ModelShelf shelf, MaterialSource collect) => registry
        .Add(() => new TrainPreferences(desk))
        .Add(() => new PromoteModel(shelf, collect));
}
