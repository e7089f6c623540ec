using Microsoft.Extensions.Logging;

namespace RefineWorkflows.Server.Composition;

/// <summary>Warnings and errors as single lines, for a tool whose standard output belongs to its answer.</summary>
internal sealed class PlainLoggerFactory(TextWriter writer) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The command line logs to one place.");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        string level = logLevel == LogLevel.Warning ? "warning" : "error";
        writer.WriteLine($"{level}: {formatter(state, exception)}{(exception is null ? "" : $" {exception.Message}")}");
    }

    public void Dispose()
    {
    }
}
