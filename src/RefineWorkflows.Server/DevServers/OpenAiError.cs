using Microsoft.AspNetCore.Http;

namespace RefineWorkflows.Server.DevServers;

/// <summary>Errors in the shape that OpenAI gives them.</summary>
internal static class OpenAiError
{
    public static object Body(string message, string? code, string? param = null)
        => new { error = new { message, type = "invalid_request_error", param, code } };

    public static IResult Refuse(int status, string message, string? code, string? param = null)
        => Results.Json(Body(message, code, param), statusCode: status);
}
