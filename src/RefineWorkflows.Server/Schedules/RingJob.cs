using Quartz;

namespace RefineWorkflows.Server.Schedules;

/// <summary>What Quartz runs when a schedule is due: rings for it, and asks to be rung again when it is due next.</summary>
[DisallowConcurrentExecution]
internal sealed class RingJob(Ring ring) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        JobKey job = context.JobDetail.Key;
        if (await ring(job.Name, cancellationToken) is { } next)
            await Bell.PlanAsync(context.Scheduler, job.Name, next, cancellationToken);
        else
            await context.Scheduler.DeleteJob(job, cancellationToken);
    }
}
