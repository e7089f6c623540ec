using Microsoft.Extensions.Logging;

namespace RefineWorkflows.Server.Telemetry;

/// <summary>What a server says of itself.</summary>
internal sealed partial class ServiceLog(ILoggerFactory logging)
{
    private readonly ILogger log = logging.CreateLogger<ServiceLog>();

    [LoggerMessage(EventId = 201, EventName = "Listening", Level = LogLevel.Information, Message = "Listening on {Address}; data in {Data}.")]
    public partial void Listening(Uri address, string data);

    [LoggerMessage(EventId = 202, EventName = "DrainBegan", Level = LogLevel.Information, Message = "Stopping: steps in flight end, everything else waits for the next start.")]
    public partial void DrainBegan();

    [LoggerMessage(EventId = 203, EventName = "DrainEnded", Level = LogLevel.Information, Message = "Stopped after {Seconds:0.0} s; what was not finished goes on with the next start.")]
    public partial void DrainEnded(double seconds);

    [LoggerMessage(EventId = 204, EventName = "DrainCutOff", Level = LogLevel.Warning, Message = "Steps in flight have not ended within {Seconds:0} s (Server:DrainLimit); they go on with the next start.")]
    public partial void DrainCutOff(double seconds);
}
