namespace RefineWorkflows.Server.Telemetry;

/// <summary>How a line of the log is written.</summary>
internal enum LogFormat
{
    /// <summary>Level and message, as fits between the answers of a command.</summary>
    Plain,

    /// <summary>Moment, level and message, for people who look after a server.</summary>
    Text,

    /// <summary>One JSON object a line, for programs that collect logs.</summary>
    Json,
}
