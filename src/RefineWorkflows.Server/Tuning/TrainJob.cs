using Quartz;

namespace RefineWorkflows.Server.Tuning;

/// <summary>A training as Quartz sees it: a job that asks for recovery. Fired twice it does no harm: what is over stays so.</summary>
[DisallowConcurrentExecution]
internal sealed class TrainJob(Train train) : IJob
{
    // A cancellation is let out: Quartz then knows that the firing is to be recovered.
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await train(context.JobDetail.Key.Name, cancellationToken);
}
