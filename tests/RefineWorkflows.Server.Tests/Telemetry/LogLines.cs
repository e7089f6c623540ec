using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RefineWorkflows.Server.Telemetry;
using RefineWorkflows.Server.Tests.Shared;

namespace RefineWorkflows.Server.Tests.Telemetry;

public sealed class LogLines
{
    private static readonly EventId Some = new(7, "Something");
    private readonly SetTime time = new();
    private readonly StringWriter lines = new();

    [Fact]
    public void A_line_for_people_has_moment_level_and_sentence()
    {
        Log(LogFormat.Text, log => log.LogInformation(Some, "Run {Instance} started.", "r-1"));
        Assert.Equal($"2026-03-01 12:00:00Z info: Run r-1 started.{Environment.NewLine}", lines.ToString());
    }

    [Fact]
    public void A_command_says_level_and_sentence_and_the_cause()
    {
        Log(LogFormat.Plain, log => log.LogWarning(new IOException("disk gone"), "Trouble."));
        Assert.Equal($"warning: Trouble. disk gone{Environment.NewLine}", lines.ToString());
    }

    [Fact]
    public void What_strangers_send_makes_no_line_of_its_own()
    {
        foreach (LogFormat format in Enum.GetValues<LogFormat>())
            Log(format, log => log.LogWarning("Webhook {Name} refused.", "x\r\n2026-03-01 12:00:00Z info: all is well\u001b[2J"));
        Assert.Equal(3, lines.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain('\u001b', lines.ToString());
    }

    [Fact]
    public void A_line_for_programs_has_everything_that_is_known()
    {
        using var source = new ActivitySource("test");
        using var listener = new ActivityListener { ShouldListenTo = one => one.Name == "test", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        using Activity span = source.StartActivity("burst")!;
        span.SetTag("workflow.instance.id", "r-1");
        Log(LogFormat.Json, log =>
        {
            using IDisposable? outer = log.BeginScope(new Dictionary<string, object> { ["Activity"] = "generate", ["Attempt"] = 1 });
            log.LogError(Some, new IOException("disk gone"), "Attempt {Attempt} failed after {Seconds} s.", 2, 1.5);
        });
        JsonElement line = JsonDocument.Parse(lines.ToString()).RootElement;
        Assert.Equal(time.Now, line.GetProperty("time").GetDateTimeOffset());
        Assert.Equal("error", line.GetProperty("level").GetString());
        Assert.Equal("RefineWorkflows.Test", line.GetProperty("category").GetString());
        Assert.Equal(7, line.GetProperty("eventId").GetInt32());
        Assert.Equal("Something", line.GetProperty("event").GetString());
        Assert.Equal("Attempt 2 failed after 1.5 s.", line.GetProperty("message").GetString());
        Assert.Equal(span.TraceId.ToHexString(), line.GetProperty("traceId").GetString());
        Assert.Equal(span.SpanId.ToHexString(), line.GetProperty("spanId").GetString());
        Assert.Contains("disk gone", line.GetProperty("exception").GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"instance":"r-1","activity":"generate","attempt":2,"seconds":1.5}""", line.GetProperty("values").GetRawText());
    }

    [Theory]
    [InlineData("RefineWorkflows.Test", LogLevel.Information, true)]
    [InlineData("RefineWorkflows.Test", LogLevel.Debug, false)]
    [InlineData("Microsoft.AspNetCore.Hosting", LogLevel.Information, false)]
    [InlineData("Quartz", LogLevel.Warning, true)]
    public void Libraries_are_heard_when_something_is_wrong(string category, LogLevel level, bool written)
    {
        using (ILoggerFactory logging = LineLogProvider.CreateFactory(new LogOptions(LogFormat.Text, LogLevel.Information), lines, time))
            logging.CreateLogger(category).Log(level, "x");
        Assert.Equal(written, lines.ToString().Length > 0);
    }

    [Fact]
    public void A_level_of_warning_silences_everything_below_it()
    {
        using (ILoggerFactory logging = LineLogProvider.CreateFactory(LogOptions.OfCommands, lines, time))
            logging.CreateLogger("RefineWorkflows.Test").LogInformation("x");
        Assert.Empty(lines.ToString());
    }

    [Fact]
    public void What_workflows_write_is_a_record_too()
    {
        using (ILoggerFactory logging = LineLogProvider.CreateFactory(new LogOptions(LogFormat.Json, LogLevel.Information), lines, time))
        using (var writer = new LogWriter(logging))
            writer.WriteLine("hello");
        Assert.Equal("hello", JsonDocument.Parse(lines.ToString()).RootElement.GetProperty("message").GetString());
    }

    private void Log(LogFormat format, Action<ILogger> say)
    {
        using ILoggerFactory logging = LineLogProvider.CreateFactory(new LogOptions(format, LogLevel.Information), lines, time);
        say(logging.CreateLogger("RefineWorkflows.Test"));
    }
}
