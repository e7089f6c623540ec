using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;
using RefineWorkflows.Server.Schedules;

namespace RefineWorkflows.Server.Tuning;

/// <summary>Trainings as jobs of Quartz, one after the other, in a database file of its own. It survives its process; the truth about a training is its row.</summary>
internal sealed class TrainingQueue : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly IScheduler scheduler;

    private TrainingQueue(ServiceProvider services, IScheduler scheduler) => (this.services, this.scheduler) = (services, scheduler);

    /// <param name="file">Quartz's database of trainings; made when it is missing. One process has it open as a queue at a time.</param>
    /// <param name="train">Does one; told to stop, it ends at a checkpoint.</param>
    /// <param name="logging">Where Quartz logs to.</param>
    /// <param name="cancellationToken">Gives up opening.</param>
    public static async Task<TrainingQueue> OpenAsync(string file, Train train, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        string connection = $"Data Source={file};Default Timeout=10";
        QuartzFile.Prepare(connection);
        ServiceProvider services = new ServiceCollection()
            .AddSingleton(logging)
            .AddLogging()
            .AddSingleton(train)
            .AddQuartz(quartz =>
            {
                quartz.ConfigureScheduler(options =>
                {
                    options.InstanceName = "refine-trainings";
                    options.ShutdownJobInterruption = ShutdownJobInterruption.Always;
                    options.DefaultTimeZone = TimeZoneInfo.Utc;
                });
                // One device, one training.
                quartz.UseDefaultThreadPool(1);
                quartz.UsePersistentStore(store =>
                {
                    store.UseSqlite(QuartzFile.Factory, connection);
                    store.ProvisionSchema();
                    store.ConfigureStore(options =>
                    {
                        options.StoreJobDataAsStrings = true;
                        options.RecoverFiringsCancelledByShutdown = true;
                    });
                });
            })
            .BuildServiceProvider();
        try
        {
            IScheduler scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellationToken);
            await scheduler.Start(cancellationToken);
            return new TrainingQueue(services, scheduler);
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    /// <summary>Has a training done as soon as those before it are.</summary>
    public async Task AddAsync(string training, CancellationToken cancellationToken)
    {
        IJobDetail job = JobBuilder.Create<TrainJob>().WithIdentity(training).RequestRecovery().Build();
        ITrigger trigger = TriggerBuilder.Create().WithIdentity(training).ForJob(job).StartNow().Build();
        await scheduler.ScheduleJob(job, trigger, ScheduleJobOptions.Replacing, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await scheduler.Shutdown(true, CancellationToken.None);
        await services.DisposeAsync();
    }
}
