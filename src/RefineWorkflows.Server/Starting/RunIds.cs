using System.Security.Cryptography;
using System.Text;
using RefineWorkflows.Engine;

namespace RefineWorkflows.Server.Starting;

/// <summary>Ids of runs that a key names. They sort by time, as all ids of runs do, and the same moment and key give the same id.</summary>
internal static class RunIds
{
    /// <summary><c>yyyyMMdd-HHmmss-</c> and 12 hexadecimal digits of the key's SHA-256.</summary>
    public static InstanceId Derive(DateTimeOffset at, string key)
        => new($"{at.UtcDateTime:yyyyMMdd-HHmmss}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..12]}");
}
