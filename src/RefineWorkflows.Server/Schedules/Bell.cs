using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace RefineWorkflows.Server.Schedules;

/// <summary>Quartz as what it is here: a bell that rings at moments. What is started then, and whether, is not its business.</summary>
internal sealed class Bell : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly IScheduler scheduler;

    private Bell(ServiceProvider services, IScheduler scheduler) => (this.services, this.scheduler) = (services, scheduler);

    /// <param name="file">Quartz's own database; made when it is missing.</param>
    /// <param name="ring">What is called when a schedule is due. Rings for one schedule do not overlap.</param>
    /// <param name="logging">Where Quartz logs to.</param>
    /// <param name="cancellationToken">Gives up hanging it.</param>
    public static async Task<Bell> HangAsync(string file, Ring ring, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        string connection = $"Data Source={file};Default Timeout=10";
        QuartzFile.Prepare(connection);
        ServiceProvider services = new ServiceCollection()
            .AddSingleton(logging)
            .AddLogging()
            .AddSingleton(ring)
            .AddQuartz(quartz =>
            {
                quartz.ConfigureScheduler(options =>
                {
                    options.InstanceName = "refine";
                    options.ShutdownJobInterruption = ShutdownJobInterruption.Always;
                    options.DefaultTimeZone = TimeZoneInfo.Utc;
                });
                quartz.UseDefaultThreadPool(4);
                quartz.UsePersistentStore(store =>
                {
                    store.UseSqlite(QuartzFile.Factory, connection);
                    store.ProvisionSchema();
                    store.ConfigureStore(options => options.StoreJobDataAsStrings = true);
                });
            })
            .BuildServiceProvider();
        try
        {
            IScheduler scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellationToken);
            await scheduler.Start(cancellationToken);
            return new Bell(services, scheduler);
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    /// <summary>Rings for a schedule at a moment, at once when that has passed; instead of what was asked for before.</summary>
    public Task RingAtAsync(string schedule, DateTimeOffset due, CancellationToken cancellationToken) => PlanAsync(scheduler, schedule, due, cancellationToken);

    /// <summary>The schedules that it would ring for, also those that an earlier process has asked for.</summary>
    public async Task<IReadOnlyList<string>> SchedulesAsync(CancellationToken cancellationToken)
        => [.. (await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), cancellationToken)).Select(job => job.Name)];

    /// <summary>Rings no more for a schedule.</summary>
    public async Task SilenceAsync(string schedule, CancellationToken cancellationToken) => await scheduler.DeleteJob(new JobKey(schedule), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await scheduler.Shutdown(true, CancellationToken.None);
        await services.DisposeAsync();
    }

    internal static async Task PlanAsync(IScheduler scheduler, string schedule, DateTimeOffset due, CancellationToken cancellationToken)
    {
        IJobDetail job = JobBuilder.Create<RingJob>().WithIdentity(schedule).StoreDurably().Build();
        ITrigger trigger = TriggerBuilder.Create().WithIdentity(schedule).ForJob(job).StartAt(due).Build();
        await scheduler.ScheduleJob(job, trigger, ScheduleJobOptions.Replacing, cancellationToken);
    }
}
