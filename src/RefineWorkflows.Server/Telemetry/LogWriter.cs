using System.Text;
using Microsoft.Extensions.Logging;

namespace RefineWorkflows.Server.Telemetry;

/// <summary>A writer whose lines are records of the log.</summary>
internal sealed partial class LogWriter(ILoggerFactory logging) : TextWriter
{
    private readonly ILogger log = logging.CreateLogger<LogWriter>();
    private readonly StringBuilder line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (line)
        {
            if (value != '\n')
            {
                line.Append(value);
                return;
            }

            string whole = line.ToString().TrimEnd('\r');
            line.Clear();
            LogLine(whole);
        }
    }

    public override void WriteLine(string? value)
    {
        // Lines of instances that run side by side stay whole.
        lock (line)
            base.WriteLine(value);
    }

    public override Task WriteLineAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        WriteLine(buffer.ToString());
        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 1, EventName = "WorkflowLine", Level = LogLevel.Information, Message = "{Line}")]
    private partial void LogLine(string line);
}
