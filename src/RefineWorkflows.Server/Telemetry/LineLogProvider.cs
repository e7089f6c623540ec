using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Engine.Hosting;

namespace RefineWorkflows.Server.Telemetry;

/// <summary>Logs to one writer, a line for each record. Where lines are JSON, the spans of the engine are made, too, so that lines name them.</summary>
internal sealed class LineLogProvider : ILoggerProvider, ISupportExternalScope
{
    /// <summary>What the engine's spans say which instance they are about with.</summary>
    private const string InstanceTag = "workflow.instance.id";

    private readonly ConcurrentDictionary<string, LineLogger> loggers = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly TextWriter writer;
    private readonly LogFormat format;
    private readonly TimeProvider time;
    private readonly ActivityListener? spans;
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    private LineLogProvider(TextWriter writer, LogFormat format, TimeProvider time)
    {
        this.writer = writer;
        this.format = format;
        this.time = time;
        if (format != LogFormat.Json)
            return;
        spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WorkflowTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
        };
        ActivitySource.AddActivityListener(spans);
    }

    /// <summary>The log of one process.</summary>
    /// <param name="options">What is logged, and how.</param>
    /// <param name="writer">Where lines go; stays open.</param>
    /// <param name="time">The clock that lines are dated by.</param>
    public static ILoggerFactory CreateFactory(LogOptions options, TextWriter writer, TimeProvider time)
        => LoggerFactory.Create(builder => builder
            .SetMinimumLevel(LogLevel.Trace)
            .AddFilter((category, level) => level >= options.Level && (level >= LogLevel.Warning || category?.StartsWith(nameof(RefineWorkflows), StringComparison.Ordinal) == true))
            .AddProvider(new LineLogProvider(writer, options.Format, time)));

    public ILogger CreateLogger(string categoryName) => loggers.GetOrAdd(categoryName, name => new LineLogger(name, this));

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose() => spans?.Dispose();

    private void Write(LogRecord record)
    {
        string line = LogLine.Write(record, format);
        lock (gate)
            writer.WriteLine(line);
    }

    private Dictionary<string, object?> Values<TState>(TState state)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (Activity.Current?.GetTagItem(InstanceTag) is { } instance)
            values["Instance"] = instance;
        scopes.ForEachScope(static (scope, all) => Add(scope, all), values);
        Add(state, values);
        return values;
    }

    private static void Add(object? named, Dictionary<string, object?> values)
    {
        foreach ((string name, object? value) in named as IEnumerable<KeyValuePair<string, object?>> ?? [])
        {
            // The template itself, which says no more than the message.
            if (name != "{OriginalFormat}")
                values[name] = value;
        }
    }

    private sealed class LineLogger(string category, LineLogProvider provider) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => provider.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => provider.Write(new LogRecord(
                provider.time.GetUtcNow(), logLevel, category, eventId, formatter(state, exception), provider.format == LogFormat.Json ? provider.Values(state) : [], Activity.Current, exception));
    }
}
