#pragma once
namespace thingwall::db {
class Database;
class Reader;
class Transaction;
struct Query;
}  // namespace thingwall::db
