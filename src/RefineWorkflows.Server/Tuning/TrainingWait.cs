using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Tuning.Activities;

namespace RefineWorkflows.Server.Tuning;

/// <summary>For whoever follows one instance that waits for a training, which somebody in this data folder does.</summary>
internal static class TrainingWait
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until an instance that waits for a training was told of its end.</summary>
    /// <returns>False when it waits for none, or the waiting was given up.</returns>
    public static async Task<bool> EndsAsync(Workbench workbench, InstanceId instance, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if ((await workbench.Store.LoadAsync(instance, CancellationToken.None))?.ReadyAt is not null)
                return true;
            InstanceState state = await workbench.Client.ReadStateAsync(instance, CancellationToken.None);
            if (!state.Bookmarks.Values.Any(one => one.Stimulus == TrainPreferences.Stimulus))
                return false;
            await Task.Delay(LookEvery, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }
}
